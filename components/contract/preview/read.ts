/** Readers of served metadata that take any JSON: what is missing or of a wrong type reads as nothing. */

export interface DisplayEntry {
  locale: string | null;
  name: string;
  description: string;
  logo: { uri: string; alt: string } | null;
  background: string | null;
  text: string | null;
  image: string | null;
}

interface ClaimEntry {
  key: string;
  labels: { locale: string | null; name: string }[];
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const nothingIfEmpty = (value: unknown) => text(value) || null;

function imageOf(value: unknown): { uri: string; alt: string } | null {
  const { uri, alt_text } = record(value);
  return text(uri) ? { uri: text(uri), alt: text(alt_text) } : null;
}

/** `credential_metadata.display` (OpenID4VCI 1.0), or `display` beside the format (before 1.0). */
export function readDisplays(configuration: unknown): DisplayEntry[] {
  const { credential_metadata, display } = record(configuration);
  return list(record(credential_metadata).display ?? display).map((value) => {
    const entry = record(value);
    return {
      locale: nothingIfEmpty(entry.locale),
      name: text(entry.name),
      description: text(entry.description),
      logo: imageOf(entry.logo),
      background: nothingIfEmpty(entry.background_color),
      text: nothingIfEmpty(entry.text_color),
      image: imageOf(entry.background_image)?.uri ?? null,
    };
  });
}

/** `display` of SD-JWT VC type metadata: looks stand in `rendering.simple`; older drafts say `lang`. */
export function readTypeDisplays(typeMetadata: unknown): DisplayEntry[] {
  return list(record(typeMetadata).display).map((value) => {
    const entry = record(value);
    const simple = record(record(entry.rendering).simple);
    return {
      locale: nothingIfEmpty(entry.locale) ?? nothingIfEmpty(entry.lang),
      name: text(entry.name),
      description: text(entry.description),
      logo: imageOf(simple.logo),
      background: nothingIfEmpty(simple.background_color),
      text: nothingIfEmpty(simple.text_color),
      image: imageOf(simple.background_image)?.uri ?? null,
    };
  });
}

interface IssuerEntry {
  locale: string | null;
  name: string;
  logo: { uri: string; alt: string } | null;
}

export function readIssuer(issuer: unknown): IssuerEntry[] {
  return list(record(issuer).display).map((value) => {
    const entry = record(value);
    return { locale: nothingIfEmpty(entry.locale), name: text(entry.name), logo: imageOf(entry.logo) };
  });
}

export function readClaims(configuration: unknown): ClaimEntry[] {
  const { credential_metadata, claims } = record(configuration);
  return list(record(credential_metadata).claims ?? claims).flatMap((value) => {
    const { path, display } = record(value);
    const key = list(path).findLast((part) => typeof part === "string");
    if (typeof key !== "string") return [];
    const labels = list(display).flatMap((label) => {
      const name = text(record(label).name);
      return name ? [{ locale: nothingIfEmpty(record(label).locale), name }] : [];
    });
    return [{ key, labels }];
  });
}

/** `jobTitle` → `Job title`: what wallets show when a claim has no label. */
export function humanised(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_.-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
