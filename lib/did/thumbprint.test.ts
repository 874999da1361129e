import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { thumbprintOf } from "@/lib/did/thumbprint";
import { PublicJwk } from "@/lib/signing-key/schema";

test.each(["ES256", "ES384", "ES512", "Ed25519", "RS256"])(
  "a thumbprint of a key for %s is everybody's",
  async (alg) => {
    const { publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = PublicJwk.parse(await exportJWK(publicKey));
    expect(thumbprintOf(jwk)).toBe(await calculateJwkThumbprint(jwk));
  },
);

test("the thumbprint of the published example is the published one", () => {
  const jwk = {
    crv: "P-256",
    kty: "EC",
    x: "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0",
    y: "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE",
  } as const;
  expect(thumbprintOf(jwk)).toBe("wKIg-QPOd75_AJLdvvo-EACSpCPE5IOJu-MUpQVk1c4");
});
