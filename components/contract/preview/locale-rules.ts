/** How wallets choose among entries with language tags. No two agree, so each rule has a name. */

interface Tagged {
  locale: string | null;
}

export type LocaleRule = <Entry extends Tagged>(
  entries: readonly Entry[],
  locales: readonly string[],
) => Entry | undefined;

const lower = (tag: string | null | undefined) => tag?.toLowerCase().replaceAll("_", "-") ?? "";
const language = (tag: string | null | undefined) => lower(tag).split("-")[0] ?? "";

function firstOf<Entry>(
  locales: readonly string[],
  tests: ((locale: string) => Entry | undefined)[],
): Entry | undefined {
  for (const locale of locales) {
    for (const test of tests) {
      const found = test(locale);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Exact tag, the same language, an entry without a tag, the first: the rule of our own wallet page. */
export const exactThenLanguage: LocaleRule = (entries, locales) =>
  firstOf(locales, [
    (locale) => entries.find((entry) => lower(entry.locale) === lower(locale)),
    (locale) => entries.find((entry) => lower(entry.locale) === language(locale)),
    (locale) => entries.find((entry) => entry.locale !== null && language(entry.locale) === language(locale)),
  ]) ??
  entries.find(({ locale }) => locale === null) ??
  entries[0];

/** The tag must be the bare language of the phone. */
export const bareTagThenFirst: LocaleRule = (entries, locales) =>
  entries.find((entry) => locales[0] !== undefined && lower(entry.locale) === language(locales[0])) ?? entries[0];

/** Does not ask the user: American, British or other regional English, else the untagged entry. */
export const regionalEnglishThenUntagged: LocaleRule = (entries) =>
  entries.find(({ locale }) => lower(locale).startsWith("en-")) ??
  entries.find(({ locale }) => locale === null) ??
  entries[0];

export const languageThenFirst: LocaleRule = (entries, locales) =>
  entries.find((entry) => locales[0] !== undefined && language(entry.locale) === language(locales[0])) ?? entries[0];

/** Exact, same language, then German, then English, then the first. */
export const exactThenGermanThenEnglish: LocaleRule = (entries, locales) =>
  firstOf(
    [...locales.slice(0, 1), "de", "en"],
    [
      (locale) => entries.find((entry) => lower(entry.locale) === lower(locale)),
      (locale) => entries.find((entry) => entry.locale !== null && language(entry.locale) === language(locale)),
    ],
  ) ?? entries[0];
