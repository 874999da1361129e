import { expect, test } from "vitest";
import { UnfitValue, valueOfText } from "@/lib/formats/mdoc/values";

test.each([
  ["nested deeper than any reader goes", `${"[".repeat(2000)}${"]".repeat(2000)}`],
  ["a member given twice", '{"a":1,"a":2}'],
  ["a magic member", '{"__proto__":1}'],
  ["no JSON", "{"],
])("JSON with %s becomes no element (L1)", (_, text) => {
  expect(() => valueOfText("json", text)).toThrow(UnfitValue);
});
