import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { ContractRules } from "@/lib/contract/rules-schema";
import { type MappedDocument, mapDocument } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import type { DocumentStatus } from "@/lib/formats/format";
import { credentialFormats } from "@/lib/formats/registry";
import { indexedValue } from "@/lib/issuance/claims";
import { documentClaims } from "@/lib/issuance/document-claims";
import { requireMandatoryClaims } from "@/lib/issuance/draft-claims";
import type { Draft, Intent } from "@/lib/issuance/drafting";
import { formatSigner, withinCertificates } from "@/lib/issuance/format-signer";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { indexHashOf } from "@/lib/issuance/index-hash";
import type { Protocol } from "@/lib/issuance/schema";
import { statusReference } from "@/lib/issuance/status-reference";
import { credentialUrn } from "@/lib/kernel/ids";
import type { Json } from "@/lib/kernel/json";
import type { DrawnIndex } from "@/lib/status-list/draw";

/** Credentials whose content the Issuer API's caller wrote: the mapping is worked out now, for each holder. */
export async function draftDocuments(ctx: Ctx, intent: Intent, document: IssuanceDocument): Promise<Draft[]> {
  const { issuer, session, contract, proven, display } = intent;
  const name = issuerName(ctx, issuer, session.protocol, document);
  const own = ownStatus(document);
  const signer = await formatSigner(ctx, issuer, session.format, document.x5Chain);
  return Promise.all(
    proven.holders.map(async (holder): Promise<Draft> => {
      const content = await mapDocument(ctx, document, { issuer: name, holder, display });
      const mapped = withinCertificates(content, signer);
      const claims = documentClaims(mapped);
      requireMandatoryClaims(contract, claims);
      return {
        holderThumbprint: holder.thumbprint,
        indexHash: indexHashOf(ctx, session, findableBy(contract.rules, claims, mapped)),
        validFrom: mapped.validFrom,
        validUntil: mapped.validUntil,
        foreignStatus: own !== null,
        encode: (id, entry) =>
          credentialFormats[session.format].encodeDocument(
            { ...mapped, id: credentialUrn(id), status: own ?? hosted(ctx, contract.rules, entry) },
            signer,
            ctx.random,
          ),
      };
    }),
  );
}

/** Without a DID an SD-JWT VC names the URL below which its keys are found (Issuer API reference, section 7.3). */
const issuerName = (ctx: Ctx, issuer: Issuer, protocol: Protocol, document: IssuanceDocument): string =>
  document.issuerDid === null && document.format.endsWith("sd-jwt")
    ? credentialIssuer(ctx, issuer.authorityId, protocol)
    : issuer.did;

const hosted = (ctx: Ctx, rules: ContractRules, entry: DrawnIndex): DocumentStatus => ({
  kind: "hosted",
  reference: statusReference(ctx, rules, entry),
});

/** What the caller brought in the place of an entry of our lists; null when it asked for ours. */
function ownStatus(document: IssuanceDocument): DocumentStatus | null {
  const { status } = document.mdoc ?? document;
  if (status === undefined) return null;
  return status === null ? { kind: "none" } : { kind: "foreign", value: status };
}

/** By the claim that the contract indexes; else by the id that the document gives itself. */
function findableBy(
  rules: ContractRules,
  claims: Readonly<Record<string, string>>,
  { data }: Pick<MappedDocument, "data">,
): string | null {
  const own: Json | undefined = data.id;
  return indexedValue(rules, claims) ?? (typeof own === "string" && own !== "" ? own.normalize("NFC") : null);
}
