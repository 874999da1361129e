import { expect, test } from "vitest";
import { contractJson } from "@/components/contract/contract-json";
import {
  addClaim,
  claimRows,
  indexClaim,
  labelClaim,
  moveClaim,
  nameFromLabel,
  removeClaim,
  renameClaim,
  typeClaim,
} from "@/components/contract/draft/claim-rows";
import {
  checkDraft,
  draftOf,
  draftText,
  hasBrokenText,
  problemsFromFields,
  withJson,
  withText,
} from "@/components/contract/draft/contract-draft";
import { emptyHistory, redo, remember, undo } from "@/components/contract/draft/draft-history";
import { at, removeAt, setAt } from "@/components/contract/draft/json-path";
import { lintContract } from "@/components/contract/draft/lint";
import { addLocale, localeRows, makeDefault, setLooks, shareLooks } from "@/components/contract/draft/locale-rows";
import { unitOf } from "@/components/contract/draft/validity";
import { starters } from "@/components/contract/starters/starters";

const badge = (): unknown =>
  structuredClone({ authorityId: "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11", ...starters[0]?.contract });
const names = (json: unknown) => claimRows(json).map(({ name }) => name);
const claimsOf = (json: unknown, index: number) =>
  (at(json, ["displays", index, "claims"]) as { claim: string; label: string; type: string }[]).map(
    ({ claim, label }) => `${claim}=${label}`,
  );

/** Members nobody here knows, at every level. */
const strange = () => {
  let json = setAt(badge(), ["futureMember"], { keep: ["me"] });
  json = setAt(json, ["displays", 0, "card", "shine"], 0.5);
  json = setAt(json, ["displays", 0, "claims", 0, "icon"], "star");
  return setAt(json, ["rules", "attestations", "idTokenHints", 0, "mapping", 0, "note"], "mine");
};

test("members the form does not know outlive every edit it can make", () => {
  let json = strange();
  json = setAt(json, ["displays", 0, "card", "title"], "New");
  json = setLooks(json, 0, ["card", "backgroundColor"], "#000000");
  json = renameClaim(json, "givenName", "firstName");
  json = labelClaim(json, "firstName", 0, "First name");
  json = typeClaim(json, "firstName", "image/jpg;base64url");
  json = indexClaim(json, "firstName");
  json = moveClaim(json, 0, 2);
  json = addLocale(json, "fr");
  json = addClaim(json, "Floor");
  json = removeClaim(json, "department");
  expect(at(json, ["futureMember"])).toEqual({ keep: ["me"] });
  expect(at(json, ["displays", 0, "card", "shine"])).toBe(0.5);
  expect(JSON.stringify(at(json, ["displays", 0, "claims"]))).toContain('"icon":"star"');
  expect(JSON.stringify(at(json, ["rules"]))).toContain('"note":"mine"');
  expect(checkDraft(draftOf(json)).problems.map(({ path }) => path.join("."))).toContain("futureMember");
});

test("an edit leaves what it does not touch as the very same object", () => {
  const before = badge();
  const after = setAt(before, ["displays", 1, "card", "title"], "Neu");
  expect(at(after, ["displays", 0])).toBe(at(before, ["displays", 0]));
  expect(at(after, ["rules"])).toBe(at(before, ["rules"]));
  expect(at(before, ["displays", 1, "card", "title"])).toBe("Dienstausweis");
  expect(removeAt(after, ["displays", 0, "card", "logo"])).not.toHaveProperty(["displays", 0, "card", "logo"]);
});

test("JSON stays as typed, mistakes and all, until the form changes the draft", () => {
  const typed = '{ "name":   "Badge" }';
  let draft = withText(draftOf(badge()), typed);
  expect(draft.json).toEqual({ name: "Badge" });
  expect(draftText(draft)).toBe(typed);
  draft = withText(draft, `${typed},`);
  expect(draft.json).toEqual({ name: "Badge" });
  expect([draftText(draft), hasBrokenText(draft)]).toEqual([`${typed},`, true]);
  expect(checkDraft(draft).contract).toBeNull();
  draft = withJson(draft, draft.json);
  expect(draftText(draft)).toBe(`${typed},`);
  draft = withJson(draft, setAt(draft.json, ["name"], "Pass"));
  expect(draftText(draft)).toBe('{\n  "name": "Pass"\n}');
});

test("a stored contract opens as a draft that can be published again", () => {
  const contract = checkDraft(draftOf(badge())).contract;
  if (!contract) throw new Error("The starter is sound.");
  const added = {
    id: "1",
    publicId: "2",
    configurationId: null,
    version: 3,
    manifestUrl: "https://example.org/manifest",
  };
  const times = { createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z", archivedAt: null };
  expect(
    checkDraft(draftOf(contractJson({ ...contract, formats: contract.formats ?? [], ...added, ...times }))).contract,
  ).toEqual(contract);
});

test("a claim is one line: renaming it renames mapping and labels in every language", () => {
  const json = renameClaim(badge(), "jobTitle", "role");
  const row = claimRows(json).find(({ name }) => name === "role");
  expect(row).toMatchObject({ labels: ["Job title", "Funktion"], mapping: { inputClaim: "role" } });
  expect(names(json)).not.toContain("jobTitle");
  const custom = setAt(badge(), ["rules", "attestations", "idTokenHints", 0, "mapping", 2, "inputClaim"], "$.title");
  expect(claimRows(renameClaim(custom, "jobTitle", "role"))[2]?.mapping?.inputClaim).toBe("$.title");
});

test("adding a claim makes its source and its label; removing it leaves neither", () => {
  const json = addClaim(badge(), "Job title");
  expect(names(json).at(-1)).toBe("jobTitle2");
  expect(claimRows(json).at(-1)).toMatchObject({ labels: ["Job title", ""], mapping: { flow: "idTokenHints" } });
  expect(removeClaim(json, "jobTitle2")).toEqual(badge());
  expect(names(addClaim({}, "Floor"))).toEqual(["floor"]);
  expect(nameFromLabel("Überzeugte Größe", [])).toBe("uberzeugteGroE");
});

test("at most one claim is indexed: choosing another moves it", () => {
  const indexed = (json: unknown) => claimRows(json).flatMap(({ name, mapping }) => (mapping?.indexed ? [name] : []));
  expect(indexed(badge())).toEqual(["staffNumber"]);
  expect(indexed(indexClaim(badge(), "givenName"))).toEqual(["givenName"]);
  expect(indexed(indexClaim(badge(), null))).toEqual([]);
});

test("moving a claim moves it in every language, also where a language lacks some", () => {
  const gap = removeAt(badge(), ["displays", 1, "claims", 1]);
  const json = moveClaim(gap, 4, 0);
  expect(names(json)).toEqual(["staffNumber", "givenName", "familyName", "jobTitle", "department"]);
  expect(claimsOf(json, 1)[0]).toBe("vc.credentialSubject.staffNumber=Personalnummer");
  expect(claimsOf(json, 1)).toHaveLength(4);
  expect(moveClaim(gap, 0, -1)).toBe(gap);
  expect(moveClaim(gap, 0, 9)).toBe(gap);
});

test("a label in a language that lacked the claim takes its place in the order", () => {
  const gap = removeAt(badge(), ["displays", 1, "claims", 1]);
  expect(claimsOf(labelClaim(gap, "familyName", 1, "Name"), 1)[1]).toBe("vc.credentialSubject.familyName=Name");
});

test("a new language looks like the first, keeps the issuer and counts what is still to be said", () => {
  const json = addLocale(badge(), "fr");
  expect(localeRows(json).map(({ locale, filled, wanted }) => `${locale} ${filled}/${wanted}`)).toEqual([
    "en 10/10",
    "de 10/10",
    "fr 1/10",
  ]);
  expect(at(json, ["displays", 2, "card", "backgroundColor"])).toBe("#12107C");
  expect(checkDraft(draftOf(json)).problems[0]).toEqual({
    path: ["displays", 2, "card", "title"],
    message: "Fill this in.",
  });
  expect(at(makeDefault(json, 2), ["displays", 0, "locale"])).toBe("fr");
});

test("colours change in all languages while they are alike, and in one alone once they differ", () => {
  const shared = setLooks(badge(), 1, ["card", "textColor"], "#EEEEEE");
  expect([0, 1].map((index) => at(shared, ["displays", index, "card", "textColor"]))).toEqual(["#EEEEEE", "#EEEEEE"]);
  const apart = setLooks(
    setAt(badge(), ["displays", 1, "card", "textColor"], "#CCCCCC"),
    1,
    ["card", "textColor"],
    "#DDDDDD",
  );
  expect([0, 1].map((index) => at(apart, ["displays", index, "card", "textColor"]))).toEqual(["#FFFFFF", "#DDDDDD"]);
  expect(at(shareLooks(apart, 1, ["card", "textColor"]), ["displays", 0, "card", "textColor"])).toBe("#DDDDDD");
});

test("unknown members, wrong types and the server's own refusals come back at their field", () => {
  const json = setAt(setAt(badge(), ["displays", 0, "card", "textColor"], "red"), ["rules", "vc", "x"], 1);
  expect(checkDraft(draftOf(json)).problems.map(({ path }) => path.join("."))).toEqual([
    "rules.vc.x",
    "displays.0.card.textColor",
  ]);
  expect(problemsFromFields({ "displays[0].card.title": "Too long." })).toEqual([
    { path: ["displays", 0, "card", "title"], message: "Too long." },
  ]);
});

test("undo goes back field by field, redo forward again, and a new edit forgets what was undone", () => {
  const [one, two, three] = ["1", "2", "3"].map((name) => draftOf({ name })) as [
    ReturnType<typeof draftOf>,
    ReturnType<typeof draftOf>,
    ReturnType<typeof draftOf>,
  ];
  let history = remember(emptyHistory, one, "name");
  history = remember(history, two, "name");
  const back = undo(history, three);
  expect(back?.draft).toBe(one);
  const forward = redo(back?.history ?? emptyHistory, one);
  expect(forward?.draft).toBe(three);
  expect(undo(emptyHistory, one)).toBeNull();
  expect(remember(back?.history ?? emptyHistory, one, "title").future).toEqual([]);
});

test("validity is shown in the largest unit that fits", () => {
  expect([0, 60, 5400, 86_400, 2_592_000, 31_536_000, 63_072_000].map(unitOf)).toEqual([
    "minutes",
    "minutes",
    "minutes",
    "days",
    "days",
    "years",
    "years",
  ]);
});

test("a card that reads badly is named with its ratio, and the fix makes it read well", () => {
  let json = setLooks(badge(), 0, ["card", "backgroundColor"], "#FFA500");
  json = setLooks(json, 0, ["card", "textColor"], "#FFFF00");
  const finding = lintContract(json, { authorityName: "Example Ltd" })[0];
  expect(finding).toMatchObject({ id: "D01", level: "error", path: ["displays", 0, "card", "textColor"] });
  expect(finding?.message).toContain("1.83:1");
  const fixed = finding?.fix?.apply(json);
  expect(lintContract(fixed, { authorityName: "Example Ltd" }).filter(({ id }) => id === "D01")).toEqual([]);
});

test("lint finds gaps, regional tags, sources and labels that are missing", () => {
  const ids = (json: unknown, authorityName = "Example Ltd") =>
    lintContract(json, { authorityName }).map(({ id }) => id);
  expect(ids(badge())).toEqual([]);
  expect(ids(badge(), "Another")).toEqual(["D22"]);
  const renamed = lintContract(badge(), { authorityName: "Another" })[0]?.fix?.apply(badge());
  expect(ids(renamed, "Another")).toEqual([]);
  expect(ids(addLocale(badge(), "fr-CH"))).toEqual(["D05", "D06"]);
  expect(ids(indexClaim(badge(), null))).toEqual(["R01"]);
  expect(ids(removeAt(badge(), ["rules", "attestations", "idTokenHints", 0, "mapping", 0]))).toEqual(["R03"]);
  expect(ids(setAt(badge(), ["rules", "validityInterval"], 3600))).toEqual(["R05"]);
  expect(ids(setAt(badge(), ["displays", 0, "card", "title"], "A title that is much too long for cards"))).toEqual([
    "D10",
  ]);
});
