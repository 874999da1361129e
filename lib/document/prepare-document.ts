import type { Ctx } from "@/lib/context";
import { evaluateWith } from "@/lib/document/functions";
import { applyMapping } from "@/lib/document/mapping";
import type { IssuanceDocument } from "@/lib/document/schema";
import { documentTimes } from "@/lib/document/times";
import { askJsonWebhook, askWebhook } from "@/lib/document/webhook";
import type { Holder, PreparedDocument } from "@/lib/formats/format";
import { DATA_MODEL_1 } from "@/lib/formats/w3c-status";
import type { Json, JsonObject } from "@/lib/kernel/json";

/** All but what the draw of a status entry decides. */
export type MappedDocument = Omit<PreparedDocument, "id" | "status">;

interface Claiming {
  /** The issuer's DID; for an SD-JWT VC without one the credential issuer's URL. */
  readonly issuer: string;
  readonly holder: Holder;
  /** `display` entries of the wallet's request. */
  readonly display: readonly JsonObject[];
}

export const isW3c = ({ format }: Pick<IssuanceDocument, "format">): boolean =>
  format === "jwt_vc_json" || format === "jwt_vc";

/** Names that a mapping finds in its context: `issuerId` is known to W3C credentials only (section 8.2). */
export const contextNames = (document: Pick<IssuanceDocument, "format">): string[] =>
  isW3c(document) ? ["issuerId", "issuerDid", "subjectDid"] : ["issuerDid", "subjectDid"];

/** Works the mapping out for the holder who claims (section 8.1). */
export async function mapDocument(ctx: Ctx, document: IssuanceDocument, claiming: Claiming): Promise<MappedDocument> {
  const now = ctx.now();
  const known = { issuerId: claiming.issuer, issuerDid: claiming.issuer, subjectDid: claiming.holder.did };
  const display = claiming.display.length > 0 ? claiming.display : ownDisplay(document);
  const values = new Map<string, Json>([
    ...contextNames(document).map((name) => [name, known[name as keyof typeof known]] as const),
    ...(display.length > 0 ? [["display", display] as const] : []),
  ]);
  const { data, jwtClaims } = await applyMapping(
    document.data,
    document.mapping,
    evaluateWith({
      now,
      random: ctx.random,
      values,
      webhook: (url) => askWebhook(ctx, url),
      webhookJson: (url) => askJsonWebhook(ctx, url),
    }),
  );
  const mapped = {
    format: document.format,
    issuer: claiming.issuer,
    types: document.types,
    vct: document.vct,
    data: isW3c(document) ? completed(data, document, claiming) : data,
    jwtClaims,
    sdJwtClaims: document.sdJwtClaims,
    selectiveDisclosure: document.selectiveDisclosure,
    mdoc: document.mdoc,
    x5Chain: document.x5Chain,
    holder: claiming.holder,
    now,
  };
  return { ...mapped, ...documentTimes(mapped) };
}

/** Entries within the data serve SD-JWT VCs only. */
function ownDisplay({ format, data }: IssuanceDocument): readonly Json[] {
  const { display } = data;
  return (format === "vc+sd-jwt" || format === "dc+sd-jwt") && Array.isArray(display) ? display : [];
}

/** What no W3C credential can be without, where neither the data nor the mapping names it. */
const completed = (data: JsonObject, { types }: IssuanceDocument, { issuer, holder }: Claiming): JsonObject => ({
  "@context": [DATA_MODEL_1],
  type: types,
  issuer,
  credentialSubject: { id: holder.did },
  ...data,
});
