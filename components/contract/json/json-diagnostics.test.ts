import { expect, test } from "vitest";
import { setAt } from "@/components/contract/draft/json-path";
import { jsonDiagnostics } from "@/components/contract/json/json-diagnostics";
import { starters } from "@/components/contract/starters/starters";

const badge = { authorityId: "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11", ...starters[0]?.contract };
const marked = (text: string) =>
  jsonDiagnostics(text).map(({ from, to, message }) => [text.slice(from, to), message] as const);

test("a sound contract has no marks", () => {
  expect(jsonDiagnostics(JSON.stringify(badge, null, 2))).toEqual([]);
});

test("a wrong value is marked where it stands, a missing one at its parent", () => {
  const wrong = JSON.stringify(setAt(badge, ["displays", 1, "card", "textColor"], "red"), null, 2);
  expect(marked(wrong)).toEqual([['"red"', "Give a colour as #RRGGBB, such as #12107C."]]);
  const { name: _, ...nameless } = badge as Record<string, unknown>;
  expect(marked(JSON.stringify(nameless))).toEqual([["{", "name: Fill this in."]]);
});

test("an unknown member is marked at its value", () => {
  expect(marked(JSON.stringify({ ...badge, colour: "red" }))).toEqual([
    ['"red"', "colour is not a member of a contract."],
  ]);
});

test("mistakes of the syntax come first, inside the text", () => {
  for (const text of ["", "{", '{"a": }', "[1, 2,]", '{"a": 1 // no\n}', "nonsense"]) {
    const diagnostics = jsonDiagnostics(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { from, to } of diagnostics) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  }
});
