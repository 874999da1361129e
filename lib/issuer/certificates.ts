import { X509Certificate } from "node:crypto";
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
