import { expect, test } from "vitest";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { didJwkOfKey, exportedJwk, jwkInside } from "@/lib/issuer/did-of-key";
import { keyThumbprint } from "@/lib/keys/thumbprint";

const ec = (x: string, y: string) => ({ kty: "EC", crv: "P-256", x, y }) as const;
const seed = ec("RfvJGDXOjz3NOSKgZ0VlijXST8S-j96DrG0C1AMNAK8", "vSt2q7yIy0-AhAirMuuDmUScxkgf4JVfId-vTETraQA");
const local = ec("q-LZDK-TZQSUczy_1K6TBFeVn60rMv4KjYvTePy2TGs", "qTbiSREfWRZtAKZsW-k-0BHIIYpAN0fhnjaqeMIU5OY");
const other = ec("G0RINBiF-oQUD3d5DGnegQuXenI29JDaMGoMvioKRBM", "ed3eFGs2pEtrp7vAZ7BLcbrUtpKkYWAT2JPUQK4lN4E");

/** The vectors of the Issuer API's reference, section 14. */
const vectors = [
  [
    "the seed's key in AWS",
    "aws",
    seed,
    "did:jwk:eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IlJmdkpHRFhPanozTk9TS2daMFZsaWpYU1Q4Uy1qOTZEckcwQzFBTU5BSzgiLCJ5IjoidlN0MnE3eUl5MC1BaEFpck11dURtVVNjeGtnZjRKVmZJZC12VEVUcmFRQSJ9",
  ],
  [
    "a local key, with its kid",
    "jwk",
    local,
    "did:jwk:eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2Iiwia2lkIjoiU2kwN2pJWHFMc01LSHkwdmd5dlBiY0l2SVB4ZHFMN1FzNlNUcXJ4MVVDOCIsIngiOiJxLUxaREstVFpRU1VjenlfMUs2VEJGZVZuNjByTXY0S2pZdlRlUHkyVEdzIiwieSI6InFUYmlTUkVmV1JadEFLWnNXLWstMEJISUlZcEFOMGZobmphcWVNSVU1T1kifQ",
  ],
  [
    "a key without kid",
    "azure",
    other,
    "did:jwk:eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkcwUklOQmlGLW9RVUQzZDVER25lZ1F1WGVuSTI5SkRhTUdvTXZpb0tSQk0iLCJ5IjoiZWQzZUZHczJwRXRycDd2QVo3QkxjYnJVdHBLa1lXQVQySlBVUUs0bE40RSJ9",
  ],
] as const;

test.each(vectors)("%s gives its printed did:jwk, and is found in it", (_name, backend, publicJwk, did) => {
  expect(didJwkOfKey({ backend, publicJwk })).toBe(did);
  expect(jwkInside(did, "jwk")).toEqual(publicJwk);
});

test("the kid of a local key is its thumbprint", () => {
  expect(keyThumbprint(local)).toBe("Si07jIXqLsMKHy0vgyvPbcIvIPxdqL7Qs6STqrx1UC8");
  expect(Object.keys(exportedJwk({ backend: "jwk", publicJwk: local }))).toEqual(["kty", "crv", "kid", "x", "y"]);
});

test("the example that calls its P-256 point secp256k1 is no key", () => {
  expect(publicJwkOf(other)).toEqual(other);
  expect(publicJwkOf({ ...other, crv: "secp256k1" })).toBeNull();
});
