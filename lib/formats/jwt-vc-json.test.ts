import { importJWK, jwtVerify } from "jose";
import { describe } from "vitest";
import { describeCredentialFormat } from "@/lib/formats/format.contract";
import { jwtVcJson } from "@/lib/formats/jwt-vc-json";

interface Payload {
  nbf: number;
  exp: number;
  cnf: { jwk: unknown };
  vc: { credentialSubject: Record<string, unknown> };
  status: { status_list: unknown };
}

describe("W3C VC as a JWT", () => {
  describeCredentialFormat({
    format: jwtVcJson,
    keyTypes: ["P-256", "P-384", "P-521", "Ed25519", "RSA-2048"],
    holderKey: (jwk) => jwk,
    open: async (credential, { publicJwk, signer }) => {
      const { payload } = await jwtVerify<Payload>(credential, await importJWK({ ...publicJwk }, signer.algorithm));
      const { id: _, ...claims } = payload.vc.credentialSubject;
      return {
        claims,
        holderKey: payload.cnf.jwk,
        status: payload.status.status_list,
        validFromSeconds: payload.nbf,
        validUntilSeconds: payload.exp,
      };
    },
  });
});
