import type {
  CardDocuments,
  CardNote,
  CardStatus,
  CardText,
  CardUser,
  DetailRow,
} from "@/components/contract/preview/card-view";
import { exactThenLanguage, type LocaleRule } from "@/components/contract/preview/locale-rules";
import {
  type DisplayEntry,
  humanised,
  list,
  readClaims,
  readIssuer,
  record,
  text,
} from "@/components/contract/preview/read";

/** What the skins have in common: each is made of these and of its own rule, box and taste. */

export const emptyDisplay: DisplayEntry = {
  locale: null,
  name: "",
  description: "",
  logo: null,
  background: null,
  text: null,
  image: null,
};

/** A card leaves the same margin on every screen and keeps its ratio. Sizes are for a screen 390 px wide. */
export function boxOn(user: CardUser, width: number, height: number): { width: number; height: number } {
  const wide = Math.max(120, Math.round(width + (Number.isFinite(user.width) ? user.width : 390) - 390));
  return { width: wide, height: Math.round((wide * height) / width) };
}

export function scaled(user: CardUser, size: number): number {
  return Math.round(size * user.textScale * 10) / 10;
}

/** Metadata that name no credential leave wallets with its key; we show a plain word for it. */
export const titleOf = (display: DisplayEntry): string => display.name || "Credential";

const manifestRows = (documents: CardDocuments) =>
  list(documents.manifest).map((value) => ({
    locale: text(record(value).locale) || null,
    name: text(record(record(value).card).issuedBy),
  }));

/** The issuer's name in issuer metadata, by the wallet's own rule. */
export function issuerOf(documents: CardDocuments, user: CardUser, rule: LocaleRule) {
  return rule(readIssuer(documents.issuer), user.locales) ?? { locale: null, name: "", logo: null };
}

/** The line "issued by": from the contract's manifest where the wallet reads it, else from issuer metadata. */
export function issuedByOf(documents: CardDocuments, user: CardUser, locale: string | null): string {
  const locales = locale ? [locale] : user.locales;
  const own = exactThenLanguage(manifestRows(documents), locales)?.name;
  return own || issuerOf(documents, user, exactThenLanguage).name;
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "");
}

/** A JPEG or PNG begins like this in base64, base64url or as a data URI. */
const isPicture = (value: string) =>
  /^(?:data:image\/(?:png|jpe?g);base64,|[/_]9j[/_]|iVBORw0KGgo)/.test(value) && value.length > 64;

/** The detail view: claims in the metadata's order, claims the metadata do not name last. */
export function detailRows(documents: CardDocuments, user: CardUser, rule: LocaleRule): DetailRow[] {
  const values = record(documents.claims);
  const described = readClaims(documents.configuration);
  const labels = new Map(described.map(({ key, labels }) => [key, rule(labels, user.locales)?.name]));
  const order = new Set([...described.map(({ key }) => key), ...Object.keys(values)]);
  return [...order].flatMap((key) => {
    if (!Object.hasOwn(values, key) || values[key] === undefined || values[key] === null) return [];
    const value = shown(values[key]);
    return [{ key, label: labels.get(key) || humanised(key), value, picture: isPicture(value) }];
  });
}

export const statusWords: Record<CardStatus, string> = {
  valid: "Valid",
  expired: "Expired",
  suspended: "Suspended",
  revoked: "Revoked",
};

type Fate = [state: CardNote["state"], reason: string];

/** Notes on the members that the document really has, plus those the wallet had to make up. */
export function notesOn(
  display: DisplayEntry,
  fates: Partial<Record<"name" | "description" | "logo" | "background" | "text" | "image", Fate>>,
  more: (CardNote | false)[] = [],
): CardNote[] {
  const fields = {
    name: "name",
    description: "description",
    logo: "logo",
    background: "background_color",
    text: "text_color",
    image: "background_image",
  } as const;
  const notes = Object.entries(fates).flatMap(([member, [state, reason]]): CardNote[] => {
    const key = member as keyof typeof fields;
    return display[key] || state === "replaced" ? [{ field: fields[key], state, reason }] : [];
  });
  return [...notes, ...more.filter((note) => note !== false)];
}

/** Leaves out lines without text. */
export function lines(...texts: CardText[]): CardText[] {
  return texts.filter((one) => one.text !== "");
}
