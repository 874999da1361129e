import { expect, test } from "vitest";
import { compareContracts } from "@/lib/contract/compare";
import { ContractDisplays } from "@/lib/contract/display-schema";
import { lineChanges } from "@/lib/contract/line-changes";
import { ContractRules } from "@/lib/contract/rules-schema";
import { fc } from "@/lib/testing/chance";
import { sampleContract } from "@/lib/testing/contract";

const contentsOf = (rules: unknown, displays: unknown) => ({
  rules: ContractRules.parse(rules),
  displays: ContractDisplays.parse(displays),
});
const { rules, displays } = contentsOf(sampleContract().rules, sampleContract().displays);
const [english] = displays;
const german = { ...english, locale: "de-CH" };
if (!english) throw new Error("The sample has a display.");
const card = (changes: object) => [{ ...english, card: { ...english.card, ...changes } }];
const mappings = rules.attestations.idTokenHints?.[0]?.mapping ?? [];
const hint = (mapping: unknown[], flow: object = {}) => ({
  ...rules,
  attestations: { idTokenHints: [{ required: true, mapping, ...flow }] },
});
const changed = (changes: { rules?: unknown; displays?: unknown }) =>
  compareContracts({ rules, displays }, contentsOf(changes.rules ?? rules, changes.displays ?? displays));
const selfIssued = { mapping: [{ inputClaim: "nick", outputClaim: "nick" }] };

test.each([
  ["the same", {}, []],
  ["a title", { displays: card({ title: "Badge" }) }, ["The title changed from “Employee card” to “Badge”."]],
  ["a colour", { displays: card({ textColor: "#000000" }) }, ["The text colour changed from “#FFFFFF” to “#000000”."]],
  [
    "a logo",
    { displays: card({ logo: { uri: "https://example.org/a.png", description: "A" } }) },
    ["A logo was added."],
  ],
  ["a language", { displays: [english, german] }, ["German (Switzerland) was added."]],
  [
    "another language",
    { displays: [german] },
    ["German (Switzerland) was added.", "English (United States) was removed."],
  ],
  [
    "a label",
    { displays: [{ ...english, claims: [{ ...english.claims[0], label: "Given name" }, english.claims[1]] }] },
    ["The label of firstName changed from “First name” to “Given name”."],
  ],
  [
    "claims shown in another order",
    { displays: [{ ...english, claims: [...english.claims].reverse() }] },
    ["The claims stand in another order."],
  ],
  [
    "a label less",
    { displays: [{ ...english, claims: english.claims.slice(1) }] },
    ["The label “First name” was taken from firstName."],
  ],
  [
    "a shorter life",
    { rules: { ...rules, validityInterval: 3600 } },
    ["Credentials are valid for 1 hour, before for 30 days."],
  ],
  [
    "a type",
    { rules: { ...rules, vc: { type: ["EmployeeCard", "Badge"] } } },
    ["Credentials are now also of type Badge."],
  ],
  [
    "a claim more",
    { rules: hint([...mappings, { inputClaim: "team", outputClaim: "team", required: true }]) },
    ["team is a new claim, taken as team from the issuance request; it is required."],
  ],
  ["a claim less", { rules: hint(mappings.slice(1)) }, ["firstName is no longer issued."]],
  [
    "a claim optional and the index elsewhere",
    {
      rules: hint([
        { ...mappings[0], required: false, indexed: true },
        { ...mappings[1], indexed: false },
      ]),
    },
    [
      "firstName is now optional.",
      "Credentials can now be found by firstName.",
      "Credentials can no longer be found by lastName.",
    ],
  ],
  [
    "another source",
    { rules: hint([{ ...mappings[0], inputClaim: "first" }, mappings[1]]) },
    ["firstName is now taken as first, before as $.given_name."],
  ],
  [
    "a flow more",
    { rules: { ...rules, attestations: { ...rules.attestations, selfIssued } } },
    [
      "Claims can now come from a form for the holder.",
      "nick is a new claim, taken as nick from a form for the holder.",
    ],
  ],
  [
    "settings of a flow",
    { rules: hint(mappings, { required: false }) },
    ["The settings of the issuance request changed."],
  ],
  ["rules in another order", { rules: hint([...mappings].reverse()) }, ["The rules say the same in another order."]],
  [
    "a status endpoint",
    {
      rules: {
        ...rules,
        customStatusEndpoint: { url: "https://status.example.org/", type: "StatusList2021Entry" },
      },
    },
    ["The status of credentials is now found at https://status.example.org/ (StatusList2021Entry)."],
  ],
])("%s is said in a sentence", (_what, changes, sentences) => {
  expect(changed(changes)).toEqual(sentences);
});

test("what changes in every language alike is said once, what in one of them with its name", () => {
  const before = contentsOf(rules, [english, german]);
  const all = before.displays.map((display) => ({ ...display, card: { ...display.card, backgroundColor: "#000000" } }));
  expect(compareContracts(before, contentsOf(rules, all))).toEqual([
    "The background colour changed from “#12107C” to “#000000”.",
  ]);
  const one = [english, { ...german, card: { ...english.card, title: "Ausweis" } }];
  expect(compareContracts(before, contentsOf(rules, one))).toEqual([
    "German (Switzerland): the title changed from “Employee card” to “Ausweis”.",
  ]);
  expect(compareContracts(before, contentsOf(rules, [german, english]))).toEqual([
    "The languages stand in another order.",
  ]);
});

test("the lines of a change put either text together again, and what stays is marked as such", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = lineChanges(before, after);
      const without = (kind: string) => changes.filter((change) => change.kind !== kind).map((change) => change.text);
      expect(without("added").join("\n")).toBe(before);
      expect(without("removed").join("\n")).toBe(after);
    }),
  );
  expect(lineChanges("a\nb\nc", "a\nx\nc").map(({ kind }) => kind)).toEqual(["same", "removed", "added", "same"]);
});
