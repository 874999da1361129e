import type { CborValue } from "@/lib/formats/cbor";
import { coseAlgorithm } from "@/lib/formats/cose";
import type { CredentialFormat, DocumentStatus } from "@/lib/formats/format";
import { elementsOfClaims, elementsOfJson } from "@/lib/formats/mdoc/elements";
import { unsignedMdoc } from "@/lib/formats/mdoc/issuer-signed";
import { docTypeOf } from "@/lib/formats/mdoc/names";
import { valueOfJson } from "@/lib/formats/mdoc/values";

/** ISO/IEC 18013-5 mobile documents (OpenID4VCI 1.0, appendix A.2). */
export const msoMdoc: CredentialFormat = {
  id: "mso_mdoc",

  describe: ({ rules, algorithm }) => ({
    format: "mso_mdoc",
    doctype: docTypeOf(rules.vc.type),
    credential_signing_alg_values_supported: [coseAlgorithm(algorithm)],
    cryptographic_binding_methods_supported: ["cose_key"],
  }),

  encode: (draft, { algorithm, certificates }, random) => {
    if (!certificates) throw new Error("An mdoc is signed with a document signer certificate.");
    const docType = docTypeOf(draft.types);
    const { index, uri } = draft.status;
    return unsignedMdoc(
      {
        docType,
        nameSpaces: elementsOfClaims(docType, draft.claims, draft.claimTypes),
        holder: draft.holder.jwk,
        validFrom: draft.validFrom,
        validUntil: draft.validUntil,
        status: { status_list: { idx: index, uri } },
      },
      { algorithm, certificates },
      random,
    );
  },

  encodeDocument: (document, { algorithm, certificates }, random) => {
    const { mdoc, vct } = document;
    if (!certificates) throw new Error("An mdoc is signed with a document signer certificate.");
    if (!mdoc || vct === null) throw new Error("An mdoc has elements and a document type.");
    return unsignedMdoc(
      {
        docType: vct,
        nameSpaces: elementsOfJson(mdoc.data),
        holder: document.holder.jwk,
        validFrom: document.validFrom,
        validUntil: document.validUntil,
        status: statusMember(document.status),
        keyAuthorizations: authorizations(mdoc.authorizedTransactionDataTypes),
      },
      { algorithm, certificates },
      random,
    );
  },
};

/** Namespaces that the holder's key may sign elements of, such as what a transaction says (ISO/IEC 18013-5, 9.1.2.4). */
const authorizations = (nameSpaces: readonly string[]): CborValue => (nameSpaces.length > 0 ? { nameSpaces } : null);

function statusMember(status: DocumentStatus): CborValue {
  if (status.kind === "hosted") return { status_list: { idx: status.reference.index, uri: status.reference.uri } };
  return status.kind === "foreign" ? valueOfJson(undefined, status.value) : null;
}
