import { BATCH_SIZE } from "@/lib/issuance/batch-size";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { holderAlgorithms } from "@/lib/issuance/holder-jwt";
import { proofsOf, wantedById } from "@/lib/issuance/wire/credential-request";
import {
  BINDING_METHODS,
  type CredentialOffer,
  DEFERRED_INTERVAL_SECONDS,
  type OfferedGrant,
  type WireForm,
} from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";

/** OpenID4VCI 1.0 */
export const final: WireForm = {
  protocol: "1.0",
  formatNames: { jwt_vc_json: "jwt_vc_json", "dc+sd-jwt": "dc+sd-jwt", mso_mdoc: "mso_mdoc" },
  formats: new Map(),
  sdJwtType: "dc+sd-jwt",
  transactionCodeParameters: ["tx_code"],

  offer: ({ issuer, configurationIds, grant }) => ({
    credential_issuer: issuer,
    credential_configuration_ids: configurationIds,
    grants: offeredGrant(grant),
  }),

  issuerMetadata: ({ issuer, display, configurations }) => ({
    credential_issuer: issuer,
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    deferred_credential_endpoint: `${issuer}/deferred_credential`,
    notification_endpoint: `${issuer}/notification`,
    batch_credential_issuance: { batch_size: BATCH_SIZE },
    display,
    credential_configurations_supported: Object.fromEntries(
      configurations.map(({ id, described, algorithm, presentation }) => [
        id,
        {
          credential_signing_alg_values_supported: [algorithm],
          cryptographic_binding_methods_supported: BINDING_METHODS,
          ...described,
          proof_types_supported: { jwt: { proof_signing_alg_values_supported: holderAlgorithms } },
          credential_metadata: presentation,
        },
      ]),
    ),
  }),

  serverMembers: () => ({}),
  tokenMembers: () => ({}),

  wanted(request) {
    const wanted = wantedById(request);
    if (wanted) return wanted;
    const message = "Send exactly one of credential_configuration_id and credential_identifier.";
    throw new Problem("invalid_credential_request", message);
  },

  proofs: proofsOf,

  issued: ({ credentials, notificationId }) => ({
    status: 200,
    body: { credentials: credentials.map((credential) => ({ credential })), notification_id: notificationId },
  }),

  deferred: (transactionId) => ({
    status: 202,
    body: { transaction_id: transactionId, interval: DEFERRED_INTERVAL_SECONDS },
  }),
  pending: (transactionId) => ({
    status: 202,
    body: { transaction_id: transactionId, interval: DEFERRED_INTERVAL_SECONDS },
  }),

  refusal: (problem) => problem,
};

/** The grant as drafts 13 to 15 and 1.0 offer it. */
function offeredGrant(grant: OfferedGrant): CredentialOffer["grants"] {
  if (grant.kind === "authorizationCode") return { authorization_code: { issuer_state: grant.issuerState } };
  return {
    [PRE_AUTHORIZED_GRANT]: {
      "pre-authorized_code": grant.code,
      ...(grant.txCode && {
        tx_code: {
          input_mode: "numeric",
          length: grant.txCode.length,
          description: `The ${grant.txCode.length}-digit code you were told by the issuer`,
        },
      }),
    },
  };
}
