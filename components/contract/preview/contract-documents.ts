import { type ClaimRow, claimRows, PICTURE } from "@/components/contract/draft/claim-rows";
import { textAt } from "@/components/contract/draft/json-path";
import { lenientContract } from "@/components/contract/draft/lenient";
import type { CardDocuments, CardUser } from "@/components/contract/preview/card-view";
import { type SampleKind, sampleClaims } from "@/components/contract/preview/sample-claims";
import { credentialMetadata, typeDescription } from "@/lib/contract/presentation";

interface Options {
  authorityName: string;
  user: CardUser;
  sample: SampleKind;
  rows?: readonly ClaimRow[];
}

/** The documents a wallet would be served for this draft, made by the function that serves them. */
export function contractDocuments(
  json: unknown,
  { authorityName, user, sample, rows = claimRows(json) }: Options,
): CardDocuments {
  const { displays, rules, format } = lenientContract(json);
  const claims = rows
    .filter(({ mapping }) => mapping)
    .map(({ name, type, mapping }) => ({ name, picture: type === PICTURE, required: mapping?.required ?? false }));
  return {
    issuer: { display: [{ name: authorityName }] },
    configuration: {
      format,
      credential_metadata: credentialMetadata(displays, rules, { format, language: user.locales.join(", ") }),
    },
    ...(format === "dc+sd-jwt" && {
      typeMetadata: typeDescription(displays, rules, { vct: "", name: textAt(json, ["name"]) }),
    }),
    manifest: displays,
    claims: sampleClaims(claims, sample),
  };
}
