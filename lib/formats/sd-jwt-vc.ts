import { numericDate, unsignedJws } from "@/lib/formats/compact";
import type { CredentialFormat } from "@/lib/formats/format";
import { base64url } from "@/lib/kernel/bytes";
import { sha256Base64url } from "@/lib/kernel/hash";
import type { Random } from "@/lib/kernel/ids";

const SALT_BYTES = 16;

/** One claim that the holder may keep to themselves (RFC 9901, section 4.2.1). */
const disclosureOf = (random: Random, name: string, value: string): string =>
  base64url(JSON.stringify([base64url(random.bytes(SALT_BYTES)), name, value]));

/** SD-JWT VC, every claim of the contract selectively disclosable (OpenID4VCI 1.0, appendix A.3). */
export const sdJwtVc: CredentialFormat = {
  id: "dc+sd-jwt",

  describe: ({ vct }) => ({ format: "dc+sd-jwt", vct }),

  encode: (draft, { algorithm, keyId }, random) => {
    const disclosures = Object.entries(draft.claims).map(([name, value]) => disclosureOf(random, name, value));
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
    const tail = ["", ...disclosures, ""].join("~");
    return unsignedJws({ alg: algorithm, typ: "dc+sd-jwt", kid: keyId }, payload, tail);
  },
};
