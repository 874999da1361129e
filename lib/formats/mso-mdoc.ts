import { coseAlgorithm, hasCoseAlgorithm } from "@/lib/formats/cose";
import type { CredentialFormat } from "@/lib/formats/format";
import { elementsOfClaims } from "@/lib/formats/mdoc/elements";
import { unsignedMdoc } from "@/lib/formats/mdoc/issuer-signed";
import { docTypeOf } from "@/lib/formats/mdoc/names";

/** ISO/IEC 18013-5 mobile documents (OpenID4VCI 1.0, appendix A.2). */
export const msoMdoc: CredentialFormat = {
  id: "mso_mdoc",

  describe: ({ rules, algorithm }) => ({
    format: "mso_mdoc",
    doctype: docTypeOf(rules.vc.type),
    credential_signing_alg_values_supported: hasCoseAlgorithm(algorithm) ? [coseAlgorithm(algorithm)] : [],
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

  encodeDocument: () => {
    throw new Error("An mdoc of the Issuer API cannot be written yet.");
  },
};
