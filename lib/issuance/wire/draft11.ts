import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import {
  nonceMembers,
  olderRefusal,
  openidMembers,
  pendingRefusal,
  singleProof,
  wantedByDescription,
} from "@/lib/issuance/wire/older";
import { claimsAtTop, displayWithUrl } from "@/lib/issuance/wire/older-presentation";
import {
  BINDING_METHODS,
  type CredentialOffer,
  type OfferedConfiguration,
  type OfferedGrant,
  type WireForm,
} from "@/lib/issuance/wire/wire-form";

const formatNames: WireForm["formatNames"] = { jwt_vc_json: "jwt_vc_json", "dc+sd-jwt": "vc+sd-jwt" };

/** Implementer's draft 11, for wallets of 2023. It has no mdocs. */
export const draft11: WireForm = {
  protocol: "draft11",
  formatNames,
  formats: new Map([
    ["jwt_vc_json", "jwt_vc_json"],
    ["jwt_vc", "jwt_vc_json"],
    ["vc+sd-jwt", "dc+sd-jwt"],
    ["dc+sd-jwt", "dc+sd-jwt"],
  ]),
  sdJwtType: "vc+sd-jwt",
  transactionCodeParameters: ["user_pin", "tx_code"],

  offer: ({ issuer, configurationIds, described, grant }) => ({
    credential_issuer: issuer,
    credentials: described ?? configurationIds,
    grants: offeredGrant(grant),
  }),

  issuerMetadata: ({ issuer, display, configurations }) => ({
    credential_issuer: issuer,
    authorization_server: issuer,
    token_endpoint: `${issuer}/token`,
    credential_endpoint: `${issuer}/credential`,
    batch_credential_endpoint: `${issuer}/batch_credential`,
    deferred_credential_endpoint: `${issuer}/credential_deferred`,
    display,
    credentials_supported: configurations.filter(({ format }) => formatNames[format]).map(supported),
  }),

  serverMembers: openidMembers,
  tokenMembers: nonceMembers,
  wanted: wantedByDescription,
  proofs: singleProof,

  issued: ({ credentials: [credential] }, format, nonce) => ({
    status: 200,
    body: { format, credential, ...nonceMembers(nonce) },
  }),

  deferred: (transactionId, format, nonce) => ({
    status: 200,
    body: { format, acceptance_token: transactionId, ...nonceMembers(nonce) },
  }),

  pending: pendingRefusal,
  refusal: olderRefusal,
};

function offeredGrant(grant: OfferedGrant): CredentialOffer["grants"] {
  if (grant.kind === "authorizationCode") return { authorization_code: { issuer_state: grant.issuerState } };
  return {
    [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": grant.code, user_pin_required: grant.txCode !== null },
  };
}

function supported({ id, format, olderFormat, described, algorithm, presentation }: OfferedConfiguration) {
  return {
    id,
    cryptographic_binding_methods_supported: BINDING_METHODS,
    ...claimsAtTop(described, presentation),
    format: olderFormat ?? formatNames[format],
    cryptographic_suites_supported: [algorithm],
    display: presentation.display.map(displayWithUrl),
  };
}
