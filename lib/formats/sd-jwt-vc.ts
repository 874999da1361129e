import { numericDate, unsignedJws } from "@/lib/formats/compact";
import { disclosureOf, disclosureTail, saltsOf } from "@/lib/formats/disclosure";
import type { CredentialFormat } from "@/lib/formats/format";
import { sdJwtDocument } from "@/lib/formats/sd-jwt-document";
import { sha256Base64url } from "@/lib/kernel/hash";

/** SD-JWT VC, every claim of the contract selectively disclosable (OpenID4VCI 1.0, appendix A.3). */
export const sdJwtVc: CredentialFormat = {
  id: "dc+sd-jwt",

  // Its `cnf` is the key itself, also where the proof named it by a DID: wallets that bind to a DID look for that DID.
  describe: ({ vct }) => ({ format: "dc+sd-jwt", vct, cryptographic_binding_methods_supported: ["jwk"] }),

  encode: (draft, { algorithm, keyId }, random) => {
    const salt = saltsOf(random);
    const disclosures = Object.entries(draft.claims).map(([name, value]) => disclosureOf(salt(), value, name));
    const payload = {
      iss: draft.issuer,
      jti: draft.id,
      iat: numericDate(draft.validFrom),
      nbf: numericDate(draft.validFrom),
      exp: numericDate(draft.validUntil),
      vct: draft.vct,
      cnf: { jwk: draft.holder.jwk },
      status: { status_list: { idx: draft.status.index, uri: draft.status.uri } },
      // Sorted, so that the order of the digests tells nothing of the order of the claims.
      ...(disclosures.length > 0 && { _sd: disclosures.map((one) => sha256Base64url(one)).sort(), _sd_alg: "sha-256" }),
    };
    return unsignedJws({ alg: algorithm, typ: draft.sdJwtType, kid: keyId }, payload, disclosureTail(disclosures));
  },

  encodeDocument: sdJwtDocument,
};
