import { type ClaimRow, claimRows } from "@/components/contract/draft/claim-rows";
import { at, type JsonPath, listAt, removeAt, setAt, textAt } from "@/components/contract/draft/json-path";

export interface LocaleRow {
  index: number;
  locale: string;
  /** How many of the texts that people will read are there. */
  filled: number;
  wanted: number;
}

/** Texts of a card in one language. Optional ones count once any language has them. */
const cardTexts: readonly { path: JsonPath; optional: boolean }[] = [
  { path: ["card", "title"], optional: false },
  { path: ["card", "issuedBy"], optional: false },
  { path: ["card", "description"], optional: true },
  { path: ["consent", "title"], optional: true },
  { path: ["consent", "instructions"], optional: true },
];

export function localeRows(json: unknown, rows: readonly ClaimRow[] = claimRows(json)): LocaleRow[] {
  const displays = listAt(json, ["displays"]);
  const wantedTexts = cardTexts.filter(
    ({ path, optional }) => !optional || displays.some((display) => textAt(display, path).trim()),
  );
  const labelled = rows.filter(({ labels }) => labels.some(Boolean));
  return displays.map((display, index) => ({
    index,
    locale: textAt(display, ["locale"]),
    filled:
      wantedTexts.filter(({ path }) => textAt(display, path).trim()).length +
      labelled.filter(({ labels }) => labels[index]?.trim()).length,
    wanted: wantedTexts.length + labelled.length,
  }));
}

/** A new language has the looks of the first and no words yet, save the issuer's name, which seldom changes. */
export function addLocale(json: unknown, locale: string): unknown {
  const displays = listAt(json, ["displays"]);
  const [first] = displays;
  let display = setAt(first, ["locale"], locale);
  for (const { path } of cardTexts) {
    if (path.at(-1) !== "issuedBy" && at(first, path) !== undefined) display = setAt(display, path, "");
  }
  listAt(first, ["claims"]).forEach((_, index) => {
    display = setAt(display, ["claims", index, "label"], "");
  });
  return setAt(json, ["displays"], [...displays, display]);
}

export const removeLocale = (json: unknown, index: number): unknown => removeAt(json, ["displays", index]);

/** The first language is what wallets get when they ask for none that is there. */
export function makeDefault(json: unknown, index: number): unknown {
  const displays = listAt(json, ["displays"]);
  return setAt(json, ["displays"], [displays[index], ...displays.filter((_, place) => place !== index)]);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Whether every language shows this member alike, as colours and logos mostly do. */
export function sharedByAll(json: unknown, member: JsonPath): boolean {
  const [first, ...others] = listAt(json, ["displays"]);
  return others.every((display) => same(at(display, member), at(first, member)));
}

/** Changes looks in every language while all share them, else in this one alone. */
export function setLooks(json: unknown, index: number, member: JsonPath, value: unknown): unknown {
  const targets = sharedByAll(json, member) ? listAt(json, ["displays"]).map((_, place) => place) : [index];
  return targets.reduce<unknown>((next, place) => {
    const path = ["displays", place, ...member];
    return value === undefined ? removeAt(next, path) : setAt(next, path, value);
  }, json);
}

/** Gives every language the looks of this one. */
export function shareLooks(json: unknown, index: number, member: JsonPath): unknown {
  const value = at(json, ["displays", index, ...member]);
  return listAt(json, ["displays"]).reduce<unknown>((next, _, place) => {
    const path = ["displays", place, ...member];
    return value === undefined ? removeAt(next, path) : setAt(next, path, value);
  }, json);
}

/** `de-CH` → `German (Switzerland)`; a tag that is none stays as it is. */
export function localeName(locale: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(locale) ?? locale;
  } catch {
    return locale || "No language";
  }
}
