import { expect, test } from "vitest";
import { contractChanges, contractJson } from "@/components/contract/contract-json";
import { checkDraft, draftOf, problemsFromFields, withText } from "@/components/contract/draft/contract-draft";
import { at } from "@/components/contract/draft/json-path";
import { keptText, readKept } from "@/components/contract/kept-draft";
import { blankDraft, starterDraft, withKnownAuthority } from "@/components/contract/starter-draft";
import { starters } from "@/components/contract/starters/starters";
import type { ContractView, CreateContract } from "@/lib/contract/schema";

const issuer = { id: "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11", name: "Example Ltd" };

test("a draft comes back after a reload as it was, text that does not parse yet included", () => {
  const draft = withText(draftOf({ name: "Badge", odd: [1] }), '{"name": "Bad');
  expect(readKept(keptText({ base: "2-1700000000000", draft }))).toEqual({ base: "2-1700000000000", draft });
});

test("what is in the storage but no draft is taken for none", () => {
  for (const stored of [null, "", "no json", "null", "7", "{}", '{"json":{},"text":5}', '{"json":{},"base":{}}']) {
    expect(readKept(stored)).toBeNull();
  }
});

test("every starter can be published as it stands, in the name of the authority", () => {
  for (const starter of starters) {
    const { contract, problems } = checkDraft(draftOf(starterDraft(starter, issuer)));
    expect(problems).toEqual([]);
    expect(contract?.authorityId).toBe(issuer.id);
    expect(contract?.displays.map((display) => display.card.issuedBy)).toEqual(
      contract?.displays.map(() => issuer.name),
    );
  }
});

test("a blank draft asks for what it lacks and for nothing else", () => {
  const missing = new Set(checkDraft(draftOf(blankDraft(issuer))).problems.map(({ path }) => path.join(".")));
  expect([...missing].sort()).toEqual(["displays.0.card.title", "name", "rules.vc.type"]);
});

test("a draft whose authority is gone belongs to one that is there", () => {
  const gone = { authorityId: "0b0a7c62-6a0f-4a53-8f1c-0e9d5f5a7f11", name: "Badge" };
  expect(withKnownAuthority(gone, [issuer], issuer)).toEqual({ authorityId: issuer.id, name: "Badge" });
  const kept = { authorityId: issuer.id };
  expect(withKnownAuthority(kept, [issuer], { id: "other", name: "Other" })).toBe(kept);
});

test("a published contract opens as a draft without a fault, and its changes leave out what never changes", () => {
  const [starter] = starters;
  const sent = checkDraft(draftOf(starter && starterDraft(starter, issuer))).contract as CreateContract;
  const view: ContractView = {
    ...sent,
    formats: sent.formats ?? [],
    id: "5a9a4b0e-70a4-4d6a-9c0f-3f8e1c2b7d11",
    publicId: "cHVibGlj",
    version: 3,
    manifestUrl: "https://id.example.org/manifest",
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-02T00:00:00.000Z",
    archivedAt: null,
    configurationId: null,
  };
  expect(checkDraft(draftOf(contractJson(view)))).toEqual({ contract: sent, problems: [] });
  expect(Object.keys(contractChanges(sent))).not.toContain("name");
  expect(Object.keys(contractChanges(sent))).not.toContain("authorityId");
});

test("a refusal of either door lands at the field that it names", () => {
  const json = starters[0] && starterDraft(starters[0], issuer);
  for (const field of ["displays[1].card.backgroundColor", "changes.displays[1].card.backgroundColor"]) {
    const [problem] = problemsFromFields({ [field]: "Give a colour as #RRGGBB." });
    expect(problem?.path).toEqual(["displays", 1, "card", "backgroundColor"]);
    expect(at(json, problem?.path ?? [])).toBe("#12107C");
  }
});
