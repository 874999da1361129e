import { importJWK } from "jose";
import { describe } from "vitest";
import { sdJwtLibrary } from "@/e2e/support/wallet/sd-jwt-library";
import { describeCredentialFormat } from "@/lib/formats/format.contract";
import { sdJwtVc } from "@/lib/formats/sd-jwt-vc";

interface Payload {
  nbf: number;
  exp: number;
  cnf: { jwk: unknown };
  status: { status_list: unknown };
}

describe("SD-JWT VC", () => {
  describeCredentialFormat({
    format: sdJwtVc,
    keyTypes: ["P-256", "P-384", "P-521", "Ed25519", "RSA-2048"],
    holderKey: (jwk) => jwk,
    open: async (credential, { publicJwk, signer }) => {
      const key = await importJWK({ ...publicJwk }, signer.algorithm);
      const library = sdJwtLibrary(key);
      await library.validate(credential);
      const { cnf, status, nbf, exp, iss, jti, iat, vct, ...claims } = (await library.getClaims(
        credential,
      )) as Payload & Record<string, unknown>;
      return {
        claims,
        holderKey: cnf.jwk,
        status: status.status_list,
        validFromSeconds: nbf,
        validUntilSeconds: exp,
      };
    },
  });
});
