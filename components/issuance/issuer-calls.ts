import { type ApiCall, fromEnvironment } from "@/components/developer/api-request";
import { issuanceCall, type RequestableContract } from "@/components/issuance/issuance-calls";
import { claimInputs, type IssueDraft } from "@/components/issuance/issue-draft";
import type { FormatId } from "@/lib/contract/schema";
import type { Backend } from "@/lib/signing-key/schema";

export type WireForm = "V1" | "DRAFT13" | "DRAFT11";

/** What a program is to send. */
export interface ApiIssueDraft extends IssueDraft {
  readonly wireForm: WireForm;
  /** Told of each event; empty for nobody. */
  readonly callbackUrl: string;
}

/** The key that the contract's authority signs with, as a reference: no secret goes with it. */
export interface KeyReference {
  readonly backend: Backend;
  readonly id: string;
}

/** How the Issuer API calls a backend. */
const wireTypes: Record<Backend, string> = { jwk: "jwk", aws: "aws", vault: "tse", azure: "azure-rest-api" };

const families: Record<FormatId, { operation: string; path: string }> = {
  jwt_vc_json: { operation: "issueJwt", path: "/openid4vc/jwt/issue" },
  "dc+sd-jwt": { operation: "issueSdJwt", path: "/openid4vc/sdjwt/issue" },
  mso_mdoc: { operation: "issueMdoc", path: "/openid4vc/mdoc/issue" },
};

/** The same offer by the Issuer API: its caller says what the credential holds, by the names that stand in it. */
export function issuerApiCall(contract: RequestableContract, key: KeyReference, draft: ApiIssueDraft): ApiCall {
  const { format, wireForm, callbackUrl } = draft;
  const { operation, path } = families[format];
  return {
    operation,
    title: "Make the offer",
    request: {
      method: "POST",
      path,
      headers: { Accept: "text/plain", ...(callbackUrl && { statusCallbackUri: callbackUrl }) },
      body: {
        issuerKey: { type: wireTypes[key.backend], id: key.id },
        issuerDid: contract.did,
        credentialConfigurationId: `${contract.name.replaceAll(" ", "+")}_${format}`,
        ...contentOf(contract, draft),
        standardVersion: wireForm,
      },
    },
  };
}

function contentOf(contract: RequestableContract, { format, values }: ApiIssueDraft) {
  const claims = Object.fromEntries(
    claimInputs(contract).flatMap(({ inputClaim, outputClaim, picture }) => {
      const value = values[inputClaim];
      return value ? [[outputClaim, picture ? fromEnvironment("PICTURE") : value]] : [];
    }),
  );
  const [type = ""] = contract.rules.vc.type;
  if (format === "mso_mdoc") return { mdocData: { [type]: claims } };
  const days = `${Math.max(1, Math.round(contract.rules.validityInterval / 86_400))}d`;
  if (format === "dc+sd-jwt") {
    return {
      credentialData: claims,
      mapping: { id: "<uuid>", iat: "<timestamp-seconds>", exp: `<timestamp-in-seconds:${days}>` },
    };
  }
  return {
    credentialData: {
      "@context": ["https://www.w3.org/2018/credentials/v1"],
      type: ["VerifiableCredential", ...contract.rules.vc.type],
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
    state: "my-own-number",
    headers: { "api-key": fromEnvironment("CALLBACK_KEY") },
  };
  return { ...call, request: { ...call.request, body: { ...(call.request.body as object), callback } } };
}
