import { type CborValue, Tagged } from "@/lib/formats/cbor";
import { parseStrictJson } from "@/lib/kernel/strict-json";

/** What a value is in an mdoc. `image` is a byte string; `json` an array or object whose dates are dates. */
type ElementType = "text" | "date" | "dateTime" | "number" | "boolean" | "image" | "json";

/** Says in words what the value should have been; whoever knows the field's name adds it. */
export class UnfitValue extends Error {}

const knownElements = new Map<string, ElementType>([
  ...["birth_date", "issue_date", "expiry_date", "issuance_date"].map((name) => [name, "date"] as const),
  ...["portrait", "signature_usual_mark", "enrolment_portrait_image"].map((name) => [name, "image"] as const),
  ...["age_in_years", "age_birth_year", "height", "weight", "sex"].map((name) => [name, "number"] as const),
  ["portrait_capture_date", "dateTime"],
  ["driving_privileges", "json"],
]);

const knownNamespaces = new Set([
  "org.iso.18013.5.1",
  "org.iso.18013.5.1.aamva",
  "org.iso.23220.1",
  "org.iso.23220.photoid.1",
  "eu.europa.ec.eudi.pid.1",
]);

/** The type that a standard gives an element; undefined where none of those we know does. */
export function knownElementType(namespace: string, element: string): ElementType | undefined {
  if (!knownNamespaces.has(namespace)) return undefined;
  if (/^age_over_\d\d$/.test(element)) return "boolean";
  if (/^biometric_template_\w+$/.test(element)) return "image";
  return knownElements.get(element);
}

/** The names that contracts give to the types of their claims. */
const declaredTypes: readonly (readonly [RegExp, ElementType])[] = [
  [/^(full-?)?date$/i, "date"],
  [/^(t-?date|date-?time|timestamp)$/i, "dateTime"],
  [/^(u?int|integer|long|float|double|decimal|number)$/i, "number"],
  [/^bool(ean)?$/i, "boolean"],
  [/^(image|picture|binary|bytes|bstr)\b/i, "image"],
  [/^(json|object|array)$/i, "json"],
];

export const declaredElementType = (type = ""): ElementType =>
  declaredTypes.find(([pattern]) => pattern.test(type.trim()))?.[1] ?? "text";

const FULL_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A day of the calendar, with a time of it or without one: 30 February is none. */
function isDate(text: string): boolean {
  const day = text.slice(0, 10);
  const real = FULL_DATE.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return real && (text === day || DATE_TIME.test(text));
}

/** A full-date (RFC 8943). */
function fullDate(text: string): Tagged {
  if (!isDate(text)) throw new UnfitValue("Give a date such as 2026-01-31.");
  return new Tagged(1004, text.slice(0, 10));
}

/** A date and time in UTC without a fraction, as mdocs want it (ISO/IEC 18013-5, section 7.2.1). */
export function tdate(moment: Date): Tagged {
  return new Tagged(0, moment.toISOString().replace(/\.\d{3}Z$/, "Z"));
}

/** A day alone is its first moment in UTC: clients send days where the standard wants a time. */
function dateTime(text: string): Tagged {
  const moment = new Date(isDate(text) ? text : Number.NaN);
  if (Number.isNaN(moment.getTime())) throw new UnfitValue("Give a date and time such as 2026-01-31T08:00:00Z.");
  return tdate(moment);
}

function image(text: string): Uint8Array {
  const encoded = text.replace(/^data:[a-z0-9.+/-]*;base64,/i, "").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/_-]+$/.test(encoded)) throw new UnfitValue("Give the bytes in base64 or base64url.");
  return new Uint8Array(Buffer.from(encoded, "base64"));
}

function number(text: string): number {
  const value = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(text) || !Number.isFinite(value)) throw new UnfitValue("Give a number such as 42.");
  return value;
}

function truth(text: string): boolean {
  if (text !== "true" && text !== "false") throw new UnfitValue("Give true or false.");
  return text === "true";
}

function json(text: string): CborValue {
  try {
    return jsonValue(parseStrictJson(text));
  } catch {
    throw new UnfitValue("Give JSON text.");
  }
}

const fromText: Readonly<Record<ElementType, (text: string) => CborValue>> = {
  text: (text) => text,
  date: fullDate,
  dateTime,
  number,
  boolean: truth,
  image,
  json,
};

/** The value of a claim, which contracts hold as text, as its type has it. Throws {@link UnfitValue}. */
export const valueOfText = (type: ElementType, text: string): CborValue => fromText[type](text);

const isByte = (one: unknown): one is number => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= 255;

/**
 * A value that came as JSON. Where the standard gives the element a type, text becomes that type and a list of numbers
 * a byte string; everything else stays what it is. Throws {@link UnfitValue}.
 */
export function valueOfJson(type: ElementType | undefined, value: unknown): CborValue {
  if (type === "image" && Array.isArray(value)) {
    // Signed bytes are written by some clients.
    const bytes = value.map((one) => (Number.isInteger(one) && one >= -128 && one < 0 ? one + 256 : one));
    if (!bytes.every(isByte)) throw new UnfitValue("Give the bytes in base64, or as numbers from 0 to 255.");
    return Uint8Array.from(bytes);
  }
  if (type !== undefined && typeof value === "string") return valueOfText(type, value);
  return jsonValue(value);
}

/** Members that are dates wherever they stand: those of driving privileges, above all. */
const isDateMember = (name: string): boolean => knownElements.get(name) === "date";

function jsonValue(value: unknown): CborValue {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number") {
    return value;
  }
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value !== "object") throw new UnfitValue("Give a JSON value.");
  return new Map(
    Object.entries(value).map(([name, member]) => [
      name,
      isDateMember(name) && typeof member === "string" && FULL_DATE.test(member) ? fullDate(member) : jsonValue(member),
    ]),
  );
}
