import type { StatusEntryType } from "@/lib/contract/rules-schema";
import { dateTime, numericDate, unsignedJws } from "@/lib/formats/compact";
import type { CredentialDraft, CredentialFormat } from "@/lib/formats/format";

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
};

const statusContexts: Readonly<Record<StatusEntryType, string>> = {
  BitstringStatusListEntry: "https://www.w3.org/ns/credentials/status/v1",
  StatusList2021Entry: "https://w3id.org/vc/status-list/2021/v1",
};

function dataModel(draft: CredentialDraft): object {
  const { index, w3c } = draft.status;
  return {
    "@context": ["https://www.w3.org/2018/credentials/v1", statusContexts[w3c.type]],
    id: draft.id,
    type: types(draft.types),
    issuer: draft.issuer,
    issuanceDate: dateTime(draft.validFrom),
    expirationDate: dateTime(draft.validUntil),
    credentialSubject: { ...draft.claims, id: draft.holder.did },
    credentialStatus: {
      id: `${w3c.listUri}#${index}`,
      type: w3c.type,
      statusPurpose: "revocation",
      statusListIndex: String(index),
      statusListCredential: w3c.listUri,
    },
  };
}
