import { certifiable } from "@/lib/certificate/sign-certificate";
import { invalidField } from "@/lib/kernel/errors";
import type { Algorithm } from "@/lib/signing-key/schema";

/** Callers of the Issuer API choose the key, not the format: it is the key that they are told of. */
export function requireMdocKey(algorithm: Algorithm): void {
  if (certifiable(algorithm)) return;
  const message = `mdocs are signed with a key on P-256, P-384 or P-521, and this one signs ${algorithm}: use another key.`;
  throw invalidField("issuerKey", message);
}
