import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStrictJson } from "@/lib/kernel/strict-json";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const members = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [at, 0])));

describe("JSON from outside means one thing only (L1)", () => {
  test.each([
    ["no JSON", "{"],
    ["a repeated member", '{"a":1,"a":2}'],
    ["a repeated member, once escaped", '{"a":1,"\\u0061":2}'],
    ["a magic member", '{"__proto__":{}}'],
    ["a magic member further in", '{"a":[{"constructor":1}]}'],
    ["too deep nesting", nested(33)],
    ["too many members", members(2001)],
    ["too many items", JSON.stringify(Array(1001).fill(0))],
    ["a text that is too long", JSON.stringify("a".repeat(64 * 1024 + 1))],
    ["NUL in a text", '"a\\u0000"'],
    ["NUL in a name", '{"\\u0000":1}'],
    ["half a character", '"\\ud800"'],
  ])("%s is refused", (_, text) => {
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });

  test.each([nested(32), members(2000), JSON.stringify(Array(1000).fill(0)), JSON.stringify("a".repeat(64 * 1024))])(
    "what just keeps within the limits is read",
    (text) => {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    },
  );

  test("any text is read as JSON.parse reads it, or refused as a Problem (Z3)", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (text) => {
        try {
          expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        } catch (error) {
          expect(error).toMatchObject({ name: "Problem", code: "invalid_request" });
        }
      }),
    );
  });
});
