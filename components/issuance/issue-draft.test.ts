import { expect, test } from "vitest";
import { starters } from "@/components/contract/starters/starters";
import {
  claimInputs,
  draftCard,
  draftFaults,
  emptyDraft,
  type IssuableContract,
  issuanceRequest,
  randomCode,
  sampleDraft,
} from "@/components/issuance/issue-draft";
import { CreateIssuance } from "@/lib/issuance/schema";

const contracts = starters.map(
  ({ contract: { name, rules, displays, formats } }): IssuableContract => ({
    id: "9f411378-fcee-4b57-869c-709a5bc05724",
    authorityId: "ef4f7231-64b5-4247-8683-333d2fe93769",
    name,
    rules,
    displays,
    formats,
  }),
);
const first = contracts[0] as IssuableContract;

test("every starter contract can be issued with one click: the sample person fills what is required", () => {
  for (const contract of contracts) {
    const draft = sampleDraft(contract);
    expect(draftFaults(contract, draft)).toEqual({});
    expect(CreateIssuance.safeParse(issuanceRequest(contract, draft)).success).toBe(true);
  }
});

test("fields carry the card's labels, in the card's order, and say what is required and what is indexed", () => {
  const inputs = claimInputs(first);
  const shown = first.displays[0]?.claims.map(({ label }) => label);
  expect(inputs.map(({ label }) => label)).toEqual(shown);
  expect(inputs.filter(({ indexed }) => indexed)).toHaveLength(1);
  expect(inputs.some(({ required }) => required)).toBe(true);
});

test("an empty form names each required claim, and an empty value is not sent", () => {
  const draft = emptyDraft(first);
  const required = claimInputs(first).filter((input) => input.required);
  expect(Object.keys(draftFaults(first, draft))).toEqual(required.map(({ inputClaim }) => inputClaim));
  expect(issuanceRequest(first, draft).claims).toEqual({});
});

test("a transaction code of too few digits or of letters is refused before it is sent", () => {
  for (const transactionCode of ["", "123", "12a456", "1".repeat(17)]) {
    expect(draftFaults(first, { ...sampleDraft(first), transactionCode })).toHaveProperty("transactionCode");
  }
  expect(draftFaults(first, { ...sampleDraft(first), transactionCode: randomCode() })).toEqual({});
});

test("the card follows what is typed", () => {
  const draft = sampleDraft(first);
  const [input] = claimInputs(first);
  const typed = { ...draft, values: { ...draft.values, [input?.inputClaim ?? ""]: "Grace Beispiel" } };
  expect(draftCard(first, "Example Ltd", typed).detail.rows[0]?.value).toBe("Grace Beispiel");
});
