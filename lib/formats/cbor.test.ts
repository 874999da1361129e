import { decode, encode, Tag } from "cbor2";
import { expect, test } from "vitest";
import { type CborValue, encodeCbor, Tagged } from "@/lib/formats/cbor";

const hex = (value: CborValue) => Buffer.from(encodeCbor(value)).toString("hex");

/** RFC 8949, appendix A. */
const vectors: readonly (readonly [CborValue, string])[] = [
  [0, "00"],
  [23, "17"],
  [24, "1818"],
  [100, "1864"],
  [1000, "1903e8"],
  [1_000_000, "1a000f4240"],
  [1_000_000_000_000, "1b000000e8d4a51000"],
  [-1, "20"],
  [-100, "3863"],
  [-1000, "3903e7"],
  [1.1, "fb3ff199999999999a"],
  [100_000.5, "fa47c35040"],
  [false, "f4"],
  [true, "f5"],
  [null, "f6"],
  [new Uint8Array([1, 2, 3, 4]), "4401020304"],
  ["", "60"],
  ["IETF", "6449455446"],
  ["ü水", "65c3bce6b0b4"],
  [[1, [2, 3], [4, 5]], "8301820203820405"],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    "a201020304",
  ],
  [{ a: "A", b: "B" }, "a26161614161626142"],
  [new Tagged(0, "2013-03-21T20:04:00Z"), "c074323031332d30332d32315432303a30343a30305a"],
];

test.each(vectors)("%j is written as RFC 8949 prints it", (value, expected) => {
  expect(hex(value)).toBe(expected);
});

test("text and bytes longer than the first buffer are whole, and the same as another library writes", () => {
  const long = {
    text: "ü水x".repeat(3000),
    bytes: new Uint8Array(70_000).fill(7),
    list: Array.from({ length: 300 }, (_, n) => n * 777),
  };
  expect(hex(long)).toBe(Buffer.from(encode(long)).toString("hex"));
  expect(decode(encodeCbor(long))).toEqual(long);
  expect(hex(new Tagged(1004, "2026-01-31"))).toBe(Buffer.from(encode(new Tag(1004, "2026-01-31"))).toString("hex"));
});
