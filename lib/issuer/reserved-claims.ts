import { isW3c } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import { invalidField } from "@/lib/kernel/errors";

/** Claims that hold what a W3C credential is revoked by: by its data, and by nothing else, it is told what they say. */
const OF_W3C = ["vc", "credentialStatus"] as const;
/** And what says which of the disclosures belong to a credential (RFC 9901, section 4.1). */
const OF_ALL = ["_sd", "_sd_alg", "..."] as const;

/** Refuses `jwt:…` members that would take the place of what the format writes itself (security I5). */
export function requireFreeClaims({ format, mapping }: Pick<IssuanceDocument, "format" | "mapping">): void {
  const reserved = isW3c({ format }) ? [...OF_W3C, ...OF_ALL] : OF_ALL;
  const taken = reserved.find((name) => Object.hasOwn(mapping, `jwt:${name}`));
  if (taken) throw invalidField(`mapping.jwt:${taken}`, `jwt:${taken} is written by the issuer itself: leave it out.`);
}
