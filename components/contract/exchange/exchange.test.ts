import { expect, test } from "vitest";
import { checkDraft, draftOf } from "@/components/contract/draft/contract-draft";
import { exportFiles } from "@/components/contract/exchange/export-files";
import { readDocuments, withDocuments } from "@/components/contract/exchange/read-documents";
import { blankDraft } from "@/components/contract/starter-draft";
import { sampleContract } from "@/lib/testing/contract";

const { rules, displays, name } = sampleContract();
const [display] = displays as unknown as [{ card: object }];
const blank = blankDraft({ id: "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5", name: "Contoso" });
const read = (...values: unknown[]) =>
  readDocuments(
    values.map((value, at) => ({ name: `${at}`, text: typeof value === "string" ? value : JSON.stringify(value) })),
  );

test.each([
  ["each by itself", [rules, displays]],
  ["each under its name", [{ rules }, { displays }]],
  ["a single display, as Entra's portal has it", [rules, display]],
  ["together", [{ rules, displays }]],
  ["as texts inside JSON", [{ rules: JSON.stringify(rules), displays: JSON.stringify(displays) }]],
  ["with what is empty as null", [{ ...rules, customStatusEndpoint: null }, { displays }]],
  ["with a card by its other name", [rules, { ...display, card: undefined, credential: display.card }]],
  ["beside an empty box", [{ rules, displays }, "  "]],
])("rules and displays are found: %s", (_what, values) => {
  expect(read(...values)).toEqual({ rules, displays, settings: {}, problems: [] });
});

test("an answer of the Admin API brings its settings along, and nothing that the server makes", () => {
  const answer = { id: "a", status: "Enabled", issuerId: "b", name, availableInVcDirectory: true, rules, displays };
  expect(read(answer).settings).toEqual({ name, availableInVcDirectory: true });
});

test.each([
  ["a comma too many", '{\n  "rules": {},\n}', "Line 3, character 1: A member name in double quotes belongs here."],
  ["something else", { hello: 1 }, /neither rules/],
  ["a list of something else", [1], /neither rules/],
  ["a text that is no JSON inside", { rules: "{" }, /not JSON/],
])("what cannot be read is refused with its place: %s", (_what, value, message) => {
  expect(read(value).problems).toEqual([{ source: "0", message: expect.stringMatching(message) }]);
});

test("the same part twice is refused where it comes again", () => {
  expect(read({ rules }, rules).problems).toEqual([{ source: "1", message: expect.stringContaining("twice") }]);
});

test("an import makes a draft that can be published; a contract that is out keeps its name", () => {
  const found = read({ name, rules, displays });
  expect(checkDraft(draftOf(withDocuments(blank, found, false)))).toMatchObject({ problems: [], contract: { name } });
  expect(withDocuments({ name: "Ours" }, found, true)).toEqual({ name: "Ours", rules, displays });
});

test("what is exported says the same when it is imported again", () => {
  const draft = withDocuments(blank, read({ name, rules, displays }), false);
  const [exportedRules, exportedDisplays, contract] = exportFiles(draft).map(({ text }) => text);
  expect(withDocuments({ ...(blank as object), name }, read(exportedRules, exportedDisplays), false)).toEqual(draft);
  expect(withDocuments(blank, read(contract), false)).toEqual(draft);
});
