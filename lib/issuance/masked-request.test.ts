import { calculateJwkThumbprint } from "jose";
import { expect, test } from "vitest";
import { keptRequest, maskedRequest } from "@/lib/issuance/masked-request";

const canary = "CANARY-s3cr3t";
const keys = [
  { type: "jwk", jwk: { kty: "OKP", crv: "Ed25519", x: "sample", d: canary, p: canary, q: canary, oth: [canary] } },
  { type: "jwk", jwk: JSON.stringify({ kty: "EC", d: canary }) },
  {
    type: "aws",
    id: "key-1",
    config: { auth: { accessKeyId: "AKIASAMPLE", secretAccessKey: canary, region: "eu" } },
  },
  { type: "aws", config: { accessKeyId: "AKIASAMPLE", secretAccessKey: canary, sessionToken: canary } },
  { type: "tse", server: `https://${canary}@vault`, auth: { accessKey: canary, roleId: "r", secretId: canary } },
  { type: "azure-rest-api", auth: { clientId: "c", clientSecret: canary } },
  { type: "oci-rest-api", config: { signingKeyPem: canary, tenancyOcid: "t" } },
  { type: "jwk", _publicKey: JSON.stringify({ kty: "EC", d: canary }), secretOfAFormToCome: { deep: [canary] } },
  canary,
];

test.each(keys.map((issuerKey) => [JSON.stringify(issuerKey), issuerKey] as const))(
  "the secrets of %s are left out of what is told and kept (I7)",
  (_, issuerKey) => {
    expect(JSON.stringify(maskedRequest({ issuerKey, credentialData: {} }))).not.toContain(canary);
  },
);

test("the public part of the key stays", async () => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: "T3T4-u1Xz3vAV2JwPNxWfs4pik_JLiArz_WTCvrCFUM" };
  const issuerKey = { type: "jwk", id: "k", _keyType: "Ed25519", jwk: { ...jwk, d: canary } };
  const masked = maskedRequest({ issuerKey }).issuerKey as { jwk: Record<string, string> };
  expect(masked).toMatchObject({ type: "jwk", id: "k", _keyType: "Ed25519", jwk });
  expect(await calculateJwkThumbprint(masked.jwk as never)).toBe(await calculateJwkThumbprint(jwk));
});

test("what is kept of a request says nothing of the holder, and all else (I7)", () => {
  const said = ["credentialData", "mdocData", "mapping", "sdJwtCredentialClaims", "display"];
  const request = { ...Object.fromEntries(said.map((name) => [name, { name: canary }])), issuerDid: "did:key:z6Mk" };
  const kept = { ...Object.fromEntries(said.map((name) => [name, "not kept"])), issuerDid: "did:key:z6Mk" };
  expect(keptRequest(request)).toEqual(kept);
});
