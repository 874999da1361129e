import { X509Certificate } from "node:crypto";
import type { Issuer } from "@/lib/authority/signer";
import { invalidField } from "@/lib/kernel/errors";

/** Certificates as base64 DER, however they came: PEM, or base64 DER already. */
export function certificateChain(field: string, texts: readonly string[]): X509Certificate[] {
  return texts.map((text, at) => {
    try {
      const bare = text.trim();
      return new X509Certificate(bare.startsWith("-----") ? bare : Buffer.from(bare, "base64"));
    } catch {
      throw invalidField(`${field}[${at}]`, `${field}: certificate ${at + 1} cannot be read. Give X.509 as PEM.`);
    }
  });
}

export const derOf = (certificate: X509Certificate): string => certificate.raw.toString("base64");

/** Verifiers check the signature by the first certificate's key. */
export function requireIssuerCertificate(chain: readonly X509Certificate[], { publicJwk }: Issuer): void {
  const [first] = chain;
  if (!first) return;
  const certified = first.publicKey.export({ format: "jwk" });
  const members = ["kty", "crv", "x", "y", "n", "e"] as const;
  const own: Readonly<Record<string, unknown>> = publicJwk;
  if (members.every((name) => certified[name] === own[name])) return;
  throw invalidField("x5Chain", "x5Chain: the first certificate is not of the issuer's key.");
}
