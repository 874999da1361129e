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

  test.each([
    ['{"name":"a",}', 1, 13],
    ['{\n  "name": \n}', 3, 1],
    ['{"name": 1 /* one */}', 1, 12],
    ["{", 1, 2],
  ])("%j is refused with the line and column to mend", (text, line, column) => {
    const message = `This is not valid JSON: mend it at line ${line}, column ${column}.`;
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ message }));
  });

  test.each([
    ["rules.mapping[1].type", '{"rules":{"mapping":[{},{"type":"a\\u0000"}]}}'],
    ["claims.photo", `{"claims":{"photo":"${"a".repeat(64 * 1024 + 1)}"}}`],
    ["data[1].portrait", JSON.stringify({ data: [0, { portrait: Array(1001).fill(0) }] })],
    ["data.lists", JSON.stringify({ data: { lists: Array(1001).fill({}) } })],
    ["card.title", '{"card":{"title":1,"title":2}}'],
    ["card.constructor", '{"card":{"constructor":1}}'],
    ["card", '{"card":{"\\u0000":1}}'],
    ["a".repeat(200), `{"${"a".repeat(300)}":"\\u0000"}`],
  ])("a fault is told by the name of its place: %s", (place, text) => {
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ target: place }));
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
      { seed: 4711 },
    );
  });
});
