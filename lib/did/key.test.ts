import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fromBase58, toBase58 } from "@/lib/did/base58";
import { didKeyJcsOf, didKeyOf, jwkOfDidKey } from "@/lib/did/key";
import { base64url } from "@/lib/kernel/bytes";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import type { PublicJwk } from "@/lib/signing-key/schema";

const p256: PublicJwk = {
  kty: "EC",
  crv: "P-256",
  x: "RfvJGDXOjz3NOSKgZ0VlijXST8S-j96DrG0C1AMNAK8",
  y: "vSt2q7yIy0-AhAirMuuDmUScxkgf4JVfId-vTETraQA",
};
const okp = (x: string): PublicJwk => ({ kty: "OKP", crv: "Ed25519", x });
const ed25519 = okp("T3T4-u1Xz3vAV2JwPNxWfs4pik_JLiArz_WTCvrCFUM");
const vaultBytes = [
  -88, -85, -16, 118, -63, 124, 73, 86, 16, 70, -76, -92, 3, 60, 98, -111, 89, 19, 83, 80, -10, 94, -26, -116, 69, 26,
  -33, -50, 49, -55, -117, 22,
];

describe("the vectors of the Issuer API (section 14)", () => {
  test.each([
    ["P-256", p256, "did:key:zDnaeV99rhdgMJUtvxsfvGW6gfP6B4Rhv5BKLR8fFhsBa3VCa"],
    ["Ed25519", ed25519, "did:key:z6MkjoRhq1jSNJdLiruSXrFFxagqrztZaXHqHGUTKJbcNywp"],
    [
      "Vault's bytes",
      okp(base64url(Buffer.from(Int8Array.from(vaultBytes).buffer))),
      "did:key:z6MkqogbukAXnhvY9dAtXw7ABpe9meJJRCYHwyrNA2q74o17",
    ],
  ])("%s gives its did:key, and is found in it", (_name, jwk, did) => {
    expect(didKeyOf(jwk)).toBe(did);
    expect(jwkOfDidKey(did)).toEqual(jwk);
  });

  test("useJwkJcsPub gives the canonical form", () => {
    const did =
      "did:key:z2dmzD81cgPx8Vki7JbuuMmFYrWPgYoytykUZ3eyqht1j9Kbq3nfYxAFu7EttgXyGYoiteRQsooKK6uCbcoFr2JiDtyT7m4FxHUKzB6UAe9sVQidYjt9ky7B8TPyotUaXuY2N37aJ5MGingVruKAyVJLEhww7Dof4ueHoEBMAEPzjH1piQ";
    expect(didKeyJcsOf(p256)).toBe(did);
    expect(jwkOfDidKey(did)).toEqual(p256);
  });

  test("thumbprints are the key ids", () => {
    expect(keyThumbprint(p256)).toBe("gCsX6w0mZHWWRx7DZcE2L-xz6fWk4eq6qYpYbX9MUys");
    expect(keyThumbprint(ed25519)).toBe("Vzx7l5fh56F3Pf9aR3DECU5BwfrY6ZJe05aiWYWzan8");
  });
});

const kinds: Record<string, () => PublicJwk> = {
  "P-384": () => made(generateKeyPairSync("ec", { namedCurve: "P-384" })),
  "P-521": () => made(generateKeyPairSync("ec", { namedCurve: "P-521" })),
  secp256k1: () => made(generateKeyPairSync("ec", { namedCurve: "secp256k1" })),
  "RSA-2048": () => made(generateKeyPairSync("rsa", { modulusLength: 2048 })),
  "RSA-4096": () => made(generateKeyPairSync("rsa", { modulusLength: 4096 })),
};
const made = ({ publicKey }: { publicKey: import("node:crypto").KeyObject }) =>
  publicKey.export({ format: "jwk" }) as PublicJwk;

test.each(Object.entries(kinds))("a did:key of %s holds that very key, in both forms", (_name, make) => {
  const jwk = make();
  for (const did of [didKeyOf(jwk), didKeyJcsOf(jwk)]) {
    expect(did).toMatch(/^did:key:z[1-9A-HJ-NP-Za-km-z]+$/);
    expect(jwkOfDidKey(did)).toEqual(jwk);
  }
});

test.each([
  ["Ed25519", () => ed25519, [0xed, 0x01]],
  ["secp256k1", kinds.secp256k1, [0xe7, 0x01]],
  ["P-256", () => p256, [0x80, 0x24]],
  ["P-384", kinds["P-384"], [0x81, 0x24]],
  ["P-521", kinds["P-521"], [0x82, 0x24]],
  ["RSA-2048", kinds["RSA-2048"], [0x85, 0x24]],
] as const)("a did:key of %s begins with its codec, and the canonical form with that of JWK", (_name, make, codec) => {
  const bytes = (did: string) => fromBase58(did.slice("did:key:z".length)) ?? new Uint8Array();
  const jwk = make?.() ?? p256;
  expect([...bytes(didKeyOf(jwk)).subarray(0, 2)]).toEqual(codec);
  expect([...bytes(didKeyJcsOf(jwk)).subarray(0, 3)]).toEqual([0xd1, 0xd6, 0x03]);
});

test("text that is no key gives none", () => {
  for (const did of ["did:key:z", "did:key:zDnaeV99", `did:key:z${"1".repeat(2000)}`, `${didKeyOf(p256)}1`])
    expect(jwkOfDidKey(did)).toBeNull();
  expect(fromBase58(toBase58(Uint8Array.of(0, 0, 1, 255)))).toEqual(Uint8Array.of(0, 0, 1, 255));
});
