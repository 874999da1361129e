import type { ContractDisplay } from "@/lib/contract/display-schema";
import { claimName } from "@/lib/contract/presentation";

type Claim = ContractDisplay["claims"][number];

const quoted = (text: string): string => `“${text}”`;

/** The language of a tag in English, with its region: "German (Switzerland)". */
function languageWords(locale: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

const cardMembers = [
  ["title", "title"],
  ["issuedBy", "issuer's name"],
  ["description", "description"],
  ["backgroundColor", "background colour"],
  ["textColor", "text colour"],
] as const;

/** What is done to a text: both are quoted, unless one is missing. */
function textChange(name: string, before: string | undefined, after: string | undefined): string[] {
  if ((before ?? "") === (after ?? "")) return [];
  if (!before) return [`the ${name} ${quoted(after ?? "")} was added`];
  if (!after) return [`the ${name} ${quoted(before)} was removed`];
  return [`the ${name} changed from ${quoted(before)} to ${quoted(after)}`];
}

/** Pictures inside a contract are long: that they changed says enough. */
function logoChange(before: ContractDisplay["card"]["logo"], after: ContractDisplay["card"]["logo"]): string[] {
  if (!before && !after) return [];
  if (!before) return ["a logo was added"];
  if (!after) return ["the logo was removed"];
  return [
    ...(before.uri === after.uri ? [] : ["the logo changed"]),
    ...textChange("logo's description", before.description, after.description),
  ];
}

function claimChanges(before: readonly Claim[], after: readonly Claim[]): string[] {
  const former = new Map(before.map((claim) => [claim.claim, claim]));
  const later = new Set(after.map(({ claim }) => claim));
  const added = after.filter(({ claim }) => !former.has(claim));
  const removed = before.filter(({ claim }) => !later.has(claim));
  const kept = after.flatMap((claim) => {
    const old = former.get(claim.claim);
    if (!old) return [];
    const name = claimName(claim.claim);
    return [
      ...textChange(`label of ${name}`, old.label, claim.label),
      ...textChange(`description of ${name}`, old.description, claim.description),
      ...(old.type === claim.type
        ? []
        : [`the claim ${name} is now shown as ${claim.type === "String" ? "text" : "a picture"}`]),
    ];
  });
  const order = (claims: readonly Claim[], others: readonly Claim[]) =>
    claims.map(({ claim }) => claim).filter((claim) => others.some((other) => other.claim === claim));
  const moved = order(before, after).join("\n") !== order(after, before).join("\n");
  return [
    ...added.map(({ claim, label }) => `the label ${quoted(label)} was given to ${claimName(claim)}`),
    ...removed.map(({ claim, label }) => `the label ${quoted(label)} was taken from ${claimName(claim)}`),
    ...kept,
    ...(moved ? ["the claims stand in another order"] : []),
  ];
}

function displayChanges(before: ContractDisplay, after: ContractDisplay): string[] {
  return [
    ...cardMembers.flatMap(([member, name]) => textChange(name, before.card[member], after.card[member])),
    ...logoChange(before.card.logo, after.card.logo),
    ...textChange("consent title", before.consent.title, after.consent.title),
    ...textChange("consent text", before.consent.instructions, after.consent.instructions),
    ...claimChanges(before.claims, after.claims),
    ...(before.locale === after.locale ? [] : [`the tag is now written ${after.locale}`]),
  ];
}

/** What changed in how a contract looks, in sentences. What is alike in every language is said once. */
export function compareDisplays(before: readonly ContractDisplay[], after: readonly ContractDisplay[]): string[] {
  const keyOf = ({ locale }: ContractDisplay) => locale.toLowerCase();
  const former = new Map(before.map((display) => [keyOf(display), display]));
  const later = new Set(after.map(keyOf));
  const added = after.filter((display) => !former.has(keyOf(display)));
  const removed = before.filter((display) => !later.has(keyOf(display)));
  const kept = after.flatMap((display) => {
    const old = former.get(keyOf(display));
    return old ? [{ language: languageWords(display.locale), changes: displayChanges(old, display) }] : [];
  });
  const languagesOf = new Map<string, string[]>();
  for (const { language, changes } of kept) {
    for (const change of changes) languagesOf.set(change, [...(languagesOf.get(change) ?? []), language]);
  }
  const order = (displays: readonly ContractDisplay[], others: (key: string) => boolean) =>
    displays.map(keyOf).filter(others).join();
  const moved = order(before, (key) => later.has(key)) !== order(after, (key) => former.has(key));
  const sentences = [
    ...added.map(({ locale }) => `${languageWords(locale)} was added.`),
    ...removed.map(({ locale }) => `${languageWords(locale)} was removed.`),
    ...[...languagesOf].map(([change, languages]) =>
      languages.length === kept.length && (kept.length > 1 || after.length === 1)
        ? `${change.charAt(0).toUpperCase()}${change.slice(1)}.`
        : `${languages.join(", ")}: ${change}.`,
    ),
    ...(moved ? ["The languages stand in another order."] : []),
  ];
  return sentences.length > 0 || JSON.stringify(before) === JSON.stringify(after)
    ? sentences
    : ["The displays say the same in another way."];
}
