import { X509Certificate } from "@/lib/certificate/x509";
import type { CertificateChain } from "@/lib/formats/format";
import { invalidField } from "@/lib/kernel/errors";
import { importPublicKey } from "@/lib/keys/verify";
import type { PublicJwk } from "@/lib/signing-key/schema";

/**
 * Certificates that a caller brought for the key that signs, in base64 DER, the key's own first. A root at the end is
 * left out: verifiers have it. Throws `invalid_request` when they are not certificates, not in order, another key's or
 * not valid now.
 */
export function readChain(encoded: readonly string[], publicJwk: PublicJwk, now: Date): CertificateChain {
  const chain = encoded.map(certificateFrom);
  const [leaf] = chain;
  if (!leaf) throw invalidField("x5Chain", "Give at least one certificate.");
  const own = importPublicKey(publicJwk).export({ type: "spki", format: "der" });
  if (!own.equals(Buffer.from(leaf.publicKey.rawData))) {
    throw invalidField("x5Chain", "The first certificate is of another key than the one that signs.");
  }
  for (const [at, one] of chain.entries()) {
    const next = chain[at + 1];
    if (next && one.issuer !== next.subject) {
      throw invalidField("x5Chain", "Each certificate must be followed by the one that signed it.");
    }
  }
  const last = chain.at(-1);
  const withoutRoot = last && chain.length > 1 && last.issuer === last.subject ? chain.slice(0, -1) : chain;
  const notBefore = new Date(Math.max(...chain.map((one) => one.notBefore.getTime())));
  const notAfter = new Date(Math.min(...chain.map((one) => one.notAfter.getTime())));
  if (now < notBefore || now >= notAfter) throw invalidField("x5Chain", "A certificate is not valid now.");
  return {
    der: withoutRoot.map((one) => new Uint8Array(one.rawData)),
    notBefore,
    notAfter,
  };
}

function certificateFrom(encoded: string): X509Certificate {
  try {
    return new X509Certificate(new Uint8Array(Buffer.from(encoded, "base64")));
  } catch {
    throw invalidField("x5Chain", "Give X.509 certificates in PEM.");
  }
}
