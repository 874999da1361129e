import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type SealedPlace, seal, unseal } from "@/lib/kernel/seal";

const key = randomBytes(32);
const place: SealedPlace = { tenantId: "t", table: "signing_key", row: "r", column: "sealed_key" };

test("what is sealed opens at its place, and shows nothing of itself (S5)", () => {
  const sealed = seal(key, place, "a secret");
  expect(unseal(key, place, sealed).toString()).toBe("a secret");
  expect(Buffer.from(sealed.slice(2), "base64url").includes("a secret")).toBe(false);
  expect(seal(key, place, "a secret")).not.toBe(sealed);
});

test.each([{ tenantId: "other" }, { table: "other" }, { row: "other" }, { column: "other" }])(
  "moved to another place it does not open: %j (S5)",
  (changes) => {
    expect(() => unseal(key, { ...place, ...changes }, seal(key, place, "a secret"))).toThrow();
  },
);

test("with another key, another version or one bit changed it does not open (S5)", () => {
  const sealed = seal(key, place, "a secret");
  const bytes = Buffer.from(sealed.slice(2), "base64url");
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  for (const broken of [`1.${bytes.toString("base64url")}`, sealed.replace("1.", "2."), "1.", ""]) {
    expect(() => unseal(key, place, broken)).toThrow();
  }
  expect(() => unseal(randomBytes(32), place, sealed)).toThrow();
});
