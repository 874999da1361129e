import { sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { newRsaKey } from "@/e2e/support/rsa-keys.mjs";

test.each([
  [2048, 16],
  [3072, 3],
  [4096, 3],
])("keys of %i bits are whole, and no two of the first %i are the same", async (bits, count) => {
  const keys = await Promise.all(Array.from({ length: count }, () => newRsaKey(bits)));
  const moduli = keys.map(({ publicKey }) => publicKey.export({ format: "jwk" }).n);
  expect(new Set(moduli).size).toBe(count);
  for (const { privateKey, publicKey } of keys) {
    expect(publicKey.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65_537n });
    const data = Buffer.from("sample");
    expect(verify("sha256", data, publicKey, sign("sha256", data, privateKey))).toBe(true);
  }
});
