import { holderAlgorithms } from "@/lib/issuance/holder-jwt";
import { final } from "@/lib/issuance/wire/final";
import {
  nonceMembers,
  olderRefusal,
  openidMembers,
  pendingRefusal,
  singleProof,
  wantedByDescription,
} from "@/lib/issuance/wire/older";
import { claimsByName } from "@/lib/issuance/wire/older-presentation";
import {
  BINDING_METHODS,
  DEFERRED_INTERVAL_SECONDS,
  type OfferedConfiguration,
  type WireForm,
} from "@/lib/issuance/wire/wire-form";

const formatNames: WireForm["formatNames"] = {
  jwt_vc_json: "jwt_vc_json",
  "dc+sd-jwt": "vc+sd-jwt",
  mso_mdoc: "mso_mdoc",
};

/** Implementer's draft 13: what most wallets of 2024 speak, and the issuer API's default. */
export const draft13: WireForm = {
  protocol: "draft13",
  formatNames,
  formats: new Map([
    ["jwt_vc_json", "jwt_vc_json"],
    ["jwt_vc", "jwt_vc_json"],
    ["vc+sd-jwt", "dc+sd-jwt"],
    ["dc+sd-jwt", "dc+sd-jwt"],
    ["mso_mdoc", "mso_mdoc"],
  ]),
  sdJwtType: "vc+sd-jwt",
  transactionCodeParameters: ["tx_code", "user_pin"],

  offer: final.offer,

  issuerMetadata: ({ issuer, display, configurations }) => ({
    credential_issuer: issuer,
    authorization_servers: [issuer],
    credential_endpoint: `${issuer}/credential`,
    batch_credential_endpoint: `${issuer}/batch_credential`,
    deferred_credential_endpoint: `${issuer}/credential_deferred`,
    notification_endpoint: `${issuer}/notification`,
    display,
    credential_configurations_supported: Object.fromEntries(
      configurations.filter(({ format }) => formatNames[format]).map((one) => [one.id, configuration(one)]),
    ),
  }),

  serverMembers: openidMembers,
  tokenMembers: nonceMembers,
  wanted: wantedByDescription,
  proofs: singleProof,

  issued: ({ credentials: [credential], notificationId }, format, nonce) => ({
    status: 200,
    body: { format, credential, ...encoding(format), ...nonceMembers(nonce), notification_id: notificationId },
  }),

  // Clients of the issuer API take the name of draft 11 for the same thing.
  deferred: (transactionId, format, nonce) => ({
    status: 202,
    body: {
      format,
      transaction_id: transactionId,
      acceptance_token: transactionId,
      interval: DEFERRED_INTERVAL_SECONDS,
      ...nonceMembers(nonce),
    },
  }),

  pending: pendingRefusal,
  refusal: olderRefusal,
};

const proofType = { proof_signing_alg_values_supported: holderAlgorithms };

/** What clients of the issuer API are told of an mdoc. */
const encoding = (format: string) => (format === "mso_mdoc" ? { credential_encoding: "issuer-signed" } : {});

function configuration({ format, olderFormat, described, algorithm, presentation }: OfferedConfiguration) {
  return {
    cryptographic_binding_methods_supported: BINDING_METHODS,
    ...described,
    ...claimsByName(described, presentation),
    format: olderFormat ?? formatNames[format],
    // Numbers of COSE came with 1.0.
    credential_signing_alg_values_supported: [algorithm],
    proof_types_supported: format === "mso_mdoc" ? { jwt: proofType, cwt: proofType } : { jwt: proofType },
    display: presentation.display,
  };
}
