import { gunzipSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { bitstringOf, tokenStatusListBits } from "@/lib/status-list/bits";

test("one-bit statuses are packed as the Token Status List's own example", () => {
  const statuses = Uint8Array.from([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
  expect(tokenStatusListBits(statuses, 1)).toBe("eNrbuRgAAhcBXQ");
});

test("two-bit statuses are packed as the Token Status List's own example", () => {
  const statuses = Uint8Array.from([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
  expect(tokenStatusListBits(statuses, 2)).toBe("eNo76fITAAPfAgc");
  expect(inflateSync(Buffer.from("eNo76fITAAPfAgc", "base64url")).toString("hex")).toBe("c944f9");
});

test("a bitstring counts from the most significant bit", () => {
  const statuses = new Uint8Array(131_072);
  statuses[3] = 1;
  statuses[10] = 1;
  const bytes = gunzipSync(Buffer.from(bitstringOf(statuses), "base64url"));
  expect(bytes.subarray(0, 2).toString("hex")).toBe("1020");
  expect(bytes.length).toBe(16_384);
});
