import { type ApiCall, fromEnvironment } from "@/components/developer/api-request";
import { issuanceCall, type RequestableContract } from "@/components/issuance/issuance-calls";
import { claimInputs, type IssueDraft, issuanceRequest } from "@/components/issuance/issue-draft";
import type { FormatId } from "@/lib/contract/schema";
import type { Callback, CreateIssuance } from "@/lib/issuance/schema";
import type { CreateCredentialOffer, IssuanceRequest } from "@/lib/issuer/request-schema";
import type { Json, JsonObject } from "@/lib/kernel/json";
import type { Backend } from "@/lib/signing-key/schema";

export type WireForm = "V1" | "DRAFT13" | "DRAFT11";

/** What a program is to send. */
export interface ApiIssueDraft extends IssueDraft {
  readonly wireForm: WireForm;
  /** Told of each event; empty for nobody. */
  readonly callbackUrl: string;
}

/** The key that the contract's authority signs with, as a reference: no secret goes with it. */
interface KeyReference {
  readonly backend: Backend;
  readonly id: string;
}

/** What comes back with each event of a callback. */
const STATE = "my-own-number";

/** A contract with what a request for it names. */
export interface ApiIssuable extends RequestableContract {
  /** Of its authority's current key. */
  readonly key: KeyReference;
}

/** How the Issuer API calls a backend. */
const wireTypes: Record<Backend, string> = { jwk: "jwk", aws: "aws", vault: "tse", azure: "azure-rest-api" };

const families: Record<FormatId, { family: CreateCredentialOffer["family"]; operation: string; path: string }> = {
  jwt_vc_json: { family: "jwt", operation: "issueJwt", path: "/openid4vc/jwt/issue" },
  "dc+sd-jwt": { family: "sdjwt", operation: "issueSdJwt", path: "/openid4vc/sdjwt/issue" },
  mso_mdoc: { family: "mdoc", operation: "issueMdoc", path: "/openid4vc/mdoc/issue" },
};

/** The same offer by the Issuer API: its caller says what the credential holds, by the names that stand in it. */
export function issuerApiCall(contract: RequestableContract, key: KeyReference, draft: ApiIssueDraft): ApiCall {
  const { operation, path } = families[draft.format];
  const body = bodyOf(contract, key, draft, () => ({ ...fromEnvironment("PICTURE") }));
  const headers = { Accept: "text/plain", ...(draft.callbackUrl && { statusCallbackUri: draft.callbackUrl }) };
  return { operation, title: "Make the offer", request: { method: "POST", path, headers, body } };
}

/** What that call comes to when the portal makes it. */
export function issuerApiOffer(contract: RequestableContract, key: KeyReference, draft: ApiIssueDraft) {
  return {
    requests: [bodyOf(contract, key, draft, (picture) => picture)],
    family: families[draft.format].family,
    ...(draft.callbackUrl && { statusCallbackUri: draft.callbackUrl }),
  } satisfies CreateCredentialOffer;
}

function bodyOf(
  contract: RequestableContract,
  key: KeyReference,
  draft: ApiIssueDraft,
  pictureAs: (picture: string) => Json,
): IssuanceRequest {
  const claims: JsonObject = Object.fromEntries(
    claimInputs(contract).flatMap(({ inputClaim, outputClaim, picture }) => {
      const value = draft.values[inputClaim];
      return value ? [[outputClaim, picture ? pictureAs(value) : value]] : [];
    }),
  );
  return {
    issuerKey: { type: wireTypes[key.backend], id: key.id },
    issuerDid: contract.did,
    credentialConfigurationId: `${contract.name.replaceAll(" ", "+")}_${draft.format}`,
    ...contentOf(contract, draft.format, claims),
    standardVersion: draft.wireForm,
  };
}

function contentOf(
  { rules }: RequestableContract,
  format: FormatId,
  claims: JsonObject,
): Pick<IssuanceRequest, "mdocData" | "credentialData" | "mapping"> {
  const [type = ""] = rules.vc.type;
  if (format === "mso_mdoc") return { mdocData: { [type]: claims } };
  const days = `${Math.max(1, Math.round(rules.validityInterval / 86_400))}d`;
  if (format === "dc+sd-jwt") {
    return {
      credentialData: claims,
      mapping: { id: "<uuid>", iat: "<timestamp-seconds>", exp: `<timestamp-in-seconds:${days}>` },
    };
  }
  return {
    credentialData: {
      "@context": ["https://www.w3.org/2018/credentials/v1"],
      type: ["VerifiableCredential", ...rules.vc.type],
      credentialSubject: claims,
    },
    mapping: {
      id: "<uuid>",
      issuer: "<issuerDid>",
      credentialSubject: { id: "<subjectDid>" },
      issuanceDate: "<timestamp>",
      expirationDate: `<timestamp-in:${days}>`,
    },
  };
}

/** The offer by the Request Service, with the callback it takes. */
export function requestServiceCall(contract: RequestableContract, draft: ApiIssueDraft): ApiCall {
  const call = issuanceCall(contract, draft);
  if (!draft.callbackUrl) return call;
  const callback = {
    url: draft.callbackUrl,
    state: STATE,
    headers: { "api-key": fromEnvironment("CALLBACK_KEY") },
  };
  return { ...call, request: { ...call.request, body: { ...(call.request.body as object), callback } } };
}

/** The same when the portal makes it: without the header that keeps a program's secret. */
export const requestServiceOffer = (contract: RequestableContract, draft: ApiIssueDraft) =>
  ({
    ...issuanceRequest(contract, draft),
    ...(draft.callbackUrl && { callback: { url: draft.callbackUrl, state: STATE, headers: {} } satisfies Callback }),
  }) satisfies Partial<CreateIssuance>;

/** The server names members of the request: their last step is a claim of the form, or the callback's. */
export function fieldsOf(contract: ApiIssuable, refused: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Map([
    ["statusCallbackUri", "callback"],
    ["url", "callback"],
    ...claimInputs(contract).flatMap(({ inputClaim, outputClaim }) => [
      [inputClaim, inputClaim] as const,
      [outputClaim, inputClaim] as const,
    ]),
  ]);
  return Object.fromEntries(
    Object.entries(refused).flatMap(([path, message]) => {
      const name = names.get(path.split(".").at(-1) ?? "");
      return name ? [[name, message]] : [];
    }),
  );
}
