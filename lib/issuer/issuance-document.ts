import { readChain } from "@/lib/certificate/read-chain";
import type { Ctx } from "@/lib/context";
import { checkMapping } from "@/lib/document/check-mapping";
import { contextNames, isW3c } from "@/lib/document/prepare-document";
import type { IssuanceDocument } from "@/lib/document/schema";
import { conceal } from "@/lib/formats/disclosure";
import { hintMappings } from "@/lib/issuance/claims";
import { documentClaims } from "@/lib/issuance/document-claims";
import { formatSigner } from "@/lib/issuance/format-signer";
import { certificateChain, derOf } from "@/lib/issuer/certificates";
import type { Configuration, ConfigurationTerms } from "@/lib/issuer/configuration";
import { requireDisclosable } from "@/lib/issuer/disclosable";
import { mdocContent } from "@/lib/issuer/mdoc-content";
import { requireMdocKey } from "@/lib/issuer/mdoc-key";
import { requirePayload } from "@/lib/issuer/message-limit";
import { missingField } from "@/lib/issuer/missing-field";
import type { IssuanceRequest } from "@/lib/issuer/request-schema";
import { requireFreeClaims } from "@/lib/issuer/reserved-claims";
import type { JudgedIssuer } from "@/lib/issuer/resolve-issuer";
import { invalidField } from "@/lib/kernel/errors";
import type { Json } from "@/lib/kernel/json";
import { own } from "@/lib/kernel/own";
import { longestMessageOf } from "@/lib/keys/signer";
import { algorithmOf } from "@/lib/signing-key/schema";

/** All of it but what only a contract that is there can say. */
type JudgedDocument = Omit<IssuanceDocument, "vct">;

/**
 * What a request wants signed, judged now as far as it can be: the mapping is gone through, the chain is the key's, and
 * nothing stands in for what the format writes itself (Issuer API reference, sections 7.3 and 8).
 */
export async function judgedDocument(
  ctx: Ctx,
  configuration: ConfigurationTerms,
  { backend, keyType, publicJwk }: JudgedIssuer["key"],
  request: IssuanceRequest,
): Promise<JudgedDocument> {
  const chain = certificateChain("x5Chain", request.x5Chain ?? []);
  const isMdoc = configuration.wireFormat === "mso_mdoc";
  if (isMdoc) requireMdocKey(algorithmOf[keyType]);
  if (chain.length > 0) readChain(chain.map(derOf), publicJwk, ctx.now());
  const status = ownStatus(configuration, request);
  const document: JudgedDocument = {
    configurationId: configuration.id,
    format: configuration.wireFormat,
    types: [...configuration.types],
    issuerDid: request.issuerDid ?? null,
    data: dataOf(configuration, request),
    mapping: request.mapping ?? {},
    selectiveDisclosure: disclosureOf(request),
    x5Chain: chain.map(derOf),
    ...(status !== undefined && { status }),
    sdJwtClaims: request.sdJwtCredentialClaims ?? {},
    mdoc: isMdoc ? mdocContent(request) : null,
  };
  requireDisclosable(document);
  requireFreeClaims(document);
  const data = await checkMapping(ctx, document, contextNames(document));
  const { selectiveDisclosure } = document;
  const payload = selectiveDisclosure ? conceal(data, selectiveDisclosure, ctx.random).payload : data;
  if (!isMdoc) requirePayload({ longestMessage: longestMessageOf(ctx.keyProviders[backend], keyType) }, payload);
  requireClaims(configuration, documentClaims({ ...document, data }));
  return document;
}

/** The same when its contract is there; of an mdoc the certificates, too, that it will be signed under. */
export async function issuanceDocument(
  ctx: Ctx,
  { issuer, vct }: Configuration,
  judged: JudgedDocument,
): Promise<IssuanceDocument> {
  if (judged.mdoc) await formatSigner(ctx, issuer, "mso_mdoc", judged.x5Chain);
  return { ...judged, vct };
}

/** A designed contract names claims that nothing is issued without. */
function requireClaims({ contract, wireFormat }: ConfigurationTerms, claims: Readonly<Record<string, string>>): void {
  if (!contract) return;
  const missing = hintMappings(contract.rules).find(
    ({ required, outputClaim }) => required && !own(claims, outputClaim),
  );
  if (!missing) return;
  const field = wireFormat === "mso_mdoc" ? "mdocData" : "credentialData";
  throw invalidField(field, `${field}: the contract requires the claim ${missing.outputClaim}.`);
}

function dataOf({ wireFormat }: ConfigurationTerms, { credentialData }: IssuanceRequest) {
  if (wireFormat === "mso_mdoc") return credentialData ?? {};
  if (!credentialData) throw missingField("credentialData");
  return credentialData;
}

/** A map without fields conceals nothing. */
const disclosureOf = ({ selectiveDisclosure: map }: IssuanceRequest) =>
  map && Object.keys(map.fields).length > 0 ? map : null;

/** `undefined` asks for an entry of our lists, null for none. */
function ownStatus({ wireFormat }: ConfigurationTerms, request: IssuanceRequest): Json | undefined {
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
