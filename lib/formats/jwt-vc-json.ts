import { dateTime, numericDate, unsignedJws } from "@/lib/formats/compact";
import type { CredentialDraft, CredentialFormat } from "@/lib/formats/format";
import { w3cDocument } from "@/lib/formats/w3c-document";
import { DATA_MODEL_1, statusContexts, statusEntry } from "@/lib/formats/w3c-status";

const types = (own: readonly string[]): string[] => ["VerifiableCredential", ...own];

/** W3C VC Data Model 1.1 as a JWT (OpenID4VCI 1.0, appendix A.1.1). */
export const jwtVcJson: CredentialFormat = {
  id: "jwt_vc_json",

  describe: ({ rules }) => ({
    format: "jwt_vc_json",
    credential_definition: { type: types(rules.vc.type) },
  }),

  encode: (draft, { algorithm, keyId }) =>
    unsignedJws(
      { alg: algorithm, typ: "JWT", kid: keyId },
      {
        iss: draft.issuer,
        sub: draft.holder.did,
        jti: draft.id,
        nbf: numericDate(draft.validFrom),
        iat: numericDate(draft.validFrom),
        exp: numericDate(draft.validUntil),
        cnf: { jwk: draft.holder.jwk },
        vc: dataModel(draft),
        status: { status_list: { idx: draft.status.index, uri: draft.status.uri } },
      },
    ),

  encodeDocument: w3cDocument,
};

function dataModel(draft: CredentialDraft): object {
  return {
    "@context": [DATA_MODEL_1, statusContexts[draft.status.w3c.type]],
    id: draft.id,
    type: types(draft.types),
    issuer: draft.issuer,
    issuanceDate: dateTime(draft.validFrom),
    expirationDate: dateTime(draft.validUntil),
    credentialSubject: { ...draft.claims, id: draft.holder.did },
    credentialStatus: statusEntry(draft.status),
  };
}
