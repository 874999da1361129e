import type { ContractDisplay } from "@/lib/contract/display-schema";

/** A row of the contract under the tag it is published with; the last one carries no tag. */
export interface PublishedDisplay {
  locale?: string;
  display: ContractDisplay;
}

const bareOf = (tag: string) => tag.split(/[-_]/)[0]?.toLowerCase() ?? "";

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    return tag;
  }
}

/** What a wallet can see of a row: two rows that look alike are no variants of one another. */
const looks = ({ card, claims }: ContractDisplay) => JSON.stringify([card, claims]);

/**
 * The rows under bare tags (`de`), regional ones (`de-CH`) only where they differ from the bare one and after it.
 * Of all styles only this gives every wallet the right language: some compare whole tags, some the language alone.
 */
function tagged(displays: readonly ContractDisplay[]): Required<PublishedDisplay>[] {
  const published = new Map<string, Required<PublishedDisplay>>();
  const add = (locale: string, display: ContractDisplay) => {
    if (!published.has(locale.toLowerCase())) published.set(locale.toLowerCase(), { locale, display });
  };
  for (const bare of new Set(displays.map(({ locale }) => bareOf(locale)))) {
    const rows = displays.filter(({ locale }) => bareOf(locale) === bare);
    const alias = rows.find(({ locale }) => locale.toLowerCase() === bare) ?? rows[0];
    if (!alias) continue;
    add(bare, alias);
    for (const row of rows) if (looks(row) !== looks(alias)) add(canonical(row.locale), row);
  }
  return [...published.values()];
}

/** The ranges of an `Accept-Language` header, best first; what it refuses (`q=0`) is left out. */
function acceptedRanges(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part, at) => {
      const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
      return { range: range.trim(), weight: weight === undefined ? 1 : Number(weight), at };
    })
    .filter(({ range, weight }) => range && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ range }) => range);
}

function bestMatch(
  rows: readonly Required<PublishedDisplay>[],
  header: string,
): Required<PublishedDisplay> | undefined {
  for (const range of acceptedRanges(header)) {
    if (range === "*") return rows[0];
    const exact = rows.find(({ locale }) => locale.toLowerCase() === range);
    const match = exact ?? rows.find(({ locale }) => locale === bareOf(range));
    if (match) return match;
  }
  return rows[0];
}

/**
 * The displays as wallets shall get them: the best match of `Accept-Language` (else the contract's first row) first,
 * then the others in the contract's order, at last the first once more without a tag, for wallets that look for that.
 * The answer depends on the header: send `Vary: Accept-Language`.
 */
export function publishedDisplays(
  displays: readonly ContractDisplay[],
  acceptLanguage?: string | null,
): PublishedDisplay[] {
  const rows = tagged(displays);
  const first = bestMatch(rows, acceptLanguage ?? "");
  if (!first) return [];
  return [first, ...rows.filter((row) => row !== first), { display: first.display }];
}

/**
 * The one display that suits the reader best: a whole tag before the language alone, in the order of `Accept-Language`;
 * else the contract's first.
 */
export function negotiatedDisplay(
  displays: readonly ContractDisplay[],
  acceptLanguage: string | null,
): ContractDisplay | undefined {
  for (const range of acceptedRanges(acceptLanguage ?? "")) {
    if (range === "*") break;
    const match =
      displays.find(({ locale }) => locale.toLowerCase() === range) ??
      displays.find(({ locale }) => locale.toLowerCase() === bareOf(range)) ??
      displays.find(({ locale }) => bareOf(locale) === bareOf(range));
    if (match) return match;
  }
  return displays[0];
}
