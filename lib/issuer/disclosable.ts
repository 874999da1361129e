import { isW3c } from "@/lib/document/prepare-document";
import type { DisclosureField, IssuanceDocument } from "@/lib/document/schema";
import { invalidField } from "@/lib/kernel/errors";
import type { Json } from "@/lib/kernel/json";

/** Claims of an SD-JWT VC that verifiers must always see (SD-JWT VC, section 3.2.2.2). */
const ALWAYS_SHOWN = ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"] as const;
/** Members of a W3C credential that nothing of may be kept back: a holder could hide that it was revoked (security I5). */
const W3C_WHOLE = ["@context", "credentialStatus"] as const;
/** Names that say something to whoever puts disclosures back (RFC 9901, section 4.1). */
const RESERVED = new Set(["_sd", "_sd_alg", "..."]);
const RENAME = "_sd, _sd_alg and ... are names of SD-JWT itself: rename the member.";

/** Refuses what no holder could present, or no verifier take. */
export function requireDisclosable({
  format,
  data,
  mapping,
  sdJwtClaims,
  ...document
}: Omit<IssuanceDocument, "vct">): void {
  const { selectiveDisclosure: map } = document;
  const isSdJwt = format.endsWith("sd-jwt");
  if (!map && !isSdJwt) return;
  if (map && format === "mso_mdoc") {
    throw invalidField("selectiveDisclosure", "Each element of an mdoc is disclosed by itself: leave this out.");
  }
  const hidden = isSdJwt && map ? ALWAYS_SHOWN.find((name) => conceals(map.fields[name])) : undefined;
  if (hidden) {
    throw invalidField(
      `selectiveDisclosure.fields.${hidden}`,
      `${hidden} must be seen by every verifier: disclose it.`,
    );
  }
  const kept = map && isW3c({ format }) ? W3C_WHOLE.find((name) => conceals(map.fields[name])) : undefined;
  if (kept) {
    throw invalidField(`selectiveDisclosure.fields.${kept}`, `${kept} must be seen by every verifier: disclose it.`);
  }
  if (hasReserved(data) || hasReserved(mapping)) {
    throw invalidField("credentialData", RENAME);
  }
  if (hasReserved(sdJwtClaims)) throw invalidField("sdJwtCredentialClaims", RENAME);
}

/** Whether anything at a field or within it is for the holder to keep back. */
const conceals = (field: DisclosureField | null | undefined): boolean =>
  field != null &&
  (field.sd ||
    Object.values(field.children?.fields ?? {}).some(conceals) ||
    [...(field.arrayChildren?.elements ?? []), field.arrayChildren?.wildcard].some(conceals));

const hasReserved = (value: Json): boolean =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value)
    ? value.some(hasReserved)
    : Object.entries(value).some(([name, within]) => RESERVED.has(name) || hasReserved(within)));
