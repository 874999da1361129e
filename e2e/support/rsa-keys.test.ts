import { sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { newRsaKey } from "@/e2e/support/rsa-keys.mjs";

test.each([3072, 4096])("the keys of %i bits that need no search are three, whole, and not the same", async (bits) => {
  const keys = await Promise.all([1, 2, 3].map(() => newRsaKey(bits)));
  const moduli = keys.map(({ publicKey }) => publicKey.export({ format: "jwk" }).n);
  expect(new Set(moduli).size).toBe(3);
  for (const { privateKey, publicKey } of keys) {
    expect(publicKey.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65_537n });
    const data = Buffer.from("sample");
    expect(verify("sha256", data, publicKey, sign("sha256", data, privateKey))).toBe(true);
  }
});

test("a key of another size is searched for", async () => {
  const { publicKey } = await newRsaKey(2048);
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
});
