import { documentSigner } from "@/lib/certificate/document-signer";
import { readChain } from "@/lib/certificate/read-chain";
import type { Ctx } from "@/lib/context";
import { checkMapping } from "@/lib/document/check-mapping";
import { contextNames, isW3c } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import { conceal } from "@/lib/formats/disclosure";
import { hintMappings } from "@/lib/issuance/claims";
import { documentClaims } from "@/lib/issuance/document-claims";
import { certificateChain, derOf } from "@/lib/issuer/certificates";
import type { Configuration } from "@/lib/issuer/configuration";
import { requireDisclosable } from "@/lib/issuer/disclosable";
import { mdocContent } from "@/lib/issuer/mdoc-content";
import { requireMdocKey, requireMdocSignable } from "@/lib/issuer/mdoc-signable";
import { requirePayload } from "@/lib/issuer/message-limit";
import { missingField } from "@/lib/issuer/missing-field";
import type { IssuanceRequest } from "@/lib/issuer/request-schema";
import { requireFreeClaims } from "@/lib/issuer/reserved-claims";
import { invalidField } from "@/lib/kernel/errors";
import type { Json } from "@/lib/kernel/json";

/**
 * What a request wants signed, judged now as far as it can be: the mapping is gone through, the chain is the key's, and
 * nothing stands in for what the format writes itself (Issuer API reference, sections 7.3 and 8).
 */
export async function issuanceDocument(
  ctx: Ctx,
  configuration: Configuration,
  request: IssuanceRequest,
): Promise<IssuanceDocument> {
  const chain = certificateChain("x5Chain", request.x5Chain ?? []);
  const { issuer } = configuration;
  if (configuration.wireFormat === "mso_mdoc") requireMdocKey(issuer);
  if (chain.length > 0) readChain(chain.map(derOf), issuer.publicJwk, ctx.now());
  else if (configuration.wireFormat === "mso_mdoc") await documentSigner(ctx, issuer);
  const status = ownStatus(configuration, request);
  const document: IssuanceDocument = {
    configurationId: configuration.id,
    format: configuration.wireFormat,
    types: [...configuration.types],
    vct: configuration.vct,
    issuerDid: request.issuerDid ?? null,
    data: dataOf(configuration, request),
    mapping: request.mapping ?? {},
    selectiveDisclosure: disclosureOf(request),
    x5Chain: chain.map(derOf),
    ...(status !== undefined && { status }),
    sdJwtClaims: request.sdJwtCredentialClaims ?? {},
    mdoc: configuration.wireFormat === "mso_mdoc" ? mdocContent(request) : null,
  };
  requireDisclosable(document);
  requireFreeClaims(document);
  await requireMdocSignable(ctx, configuration.issuer, document);
  const data = await checkMapping(ctx, document, contextNames(document));
  const { selectiveDisclosure } = document;
  const payload = selectiveDisclosure ? conceal(data, selectiveDisclosure, ctx.random).payload : data;
  if (!document.mdoc) requirePayload(issuer.signer, payload);
  requireClaims(configuration, documentClaims({ ...document, data }));
  return document;
}

/** A designed contract names claims that nothing is issued without. */
function requireClaims({ contract }: Configuration, claims: Readonly<Record<string, string>>): void {
  const missing = hintMappings(contract.rules).find(({ required, outputClaim }) => required && !claims[outputClaim]);
  if (!missing) return;
  throw invalidField("credentialData", `credentialData: the contract requires the claim ${missing.outputClaim}.`);
}

function dataOf({ wireFormat }: Configuration, { credentialData }: IssuanceRequest) {
  if (wireFormat === "mso_mdoc") return credentialData ?? {};
  if (!credentialData) throw missingField("credentialData");
  return credentialData;
}

/** A map without fields conceals nothing. */
const disclosureOf = ({ selectiveDisclosure: map }: IssuanceRequest) =>
  map && Object.keys(map.fields).length > 0 ? map : null;

/** `undefined` asks for an entry of our lists, null for none. */
function ownStatus({ wireFormat }: Configuration, request: IssuanceRequest): Json | undefined {
  const { credentialStatus, credentialData, sdJwtCredentialClaims } = request;
  if (wireFormat === "mso_mdoc") return undefined;
  if (isW3c({ format: wireFormat }))
    return credentialStatus === undefined ? credentialData?.credentialStatus : credentialStatus;
  const brought = sdJwtCredentialClaims?.status ?? credentialData?.status;
  if (credentialStatus === undefined || credentialStatus === null)
    return credentialStatus === null && !brought ? null : brought;
  throw invalidField(
    "credentialStatus",
    "credentialStatus is for W3C credentials: give an SD-JWT VC its status in sdJwtCredentialClaims.",
  );
}
