import { X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "@/lib/certificate/x509";
import { invalidField } from "@/lib/kernel/errors";
import { importPublicKey } from "@/lib/keys/verify";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** A root that a caller brought. */
export interface RootCertificate {
  readonly certificate: X509Certificate;
  readonly country: string | undefined;
  readonly stateOrProvinceName: string | undefined;
  readonly notBefore: Date;
  readonly notAfter: Date;
  isOf(publicJwk: PublicJwk): boolean;
}

/** Takes a certificate authority's own certificate, signed by itself; throws `invalid_request` for anything else. */
export function readRoot(pem: string, field: string): RootCertificate {
  const node = parsed(pem, field);
  if (!node.ca || !node.checkIssued(node) || !node.verify(node.publicKey)) {
    throw invalidField(field, "Give the certificate of a root: of a certificate authority, signed by its own key.");
  }
  const certificate = new X509Certificate(new Uint8Array(node.raw));
  const { subjectName, notBefore, notAfter } = certificate;
  return {
    certificate,
    country: subjectName.getField("C")[0],
    stateOrProvinceName: subjectName.getField("ST")[0],
    notBefore,
    notAfter,
    isOf: (publicJwk) => node.publicKey.equals(importPublicKey(publicJwk)),
  };
}

function parsed(pem: string, field: string): NodeCertificate {
  try {
    return new NodeCertificate(pem);
  } catch {
    throw invalidField(field, "Give one X.509 certificate in PEM.");
  }
}
