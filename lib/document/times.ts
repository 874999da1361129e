import type { PreparedDocument } from "@/lib/formats/format";
import type { Json } from "@/lib/kernel/json";
import { NO_END } from "@/lib/kernel/no-end";

const DAY_MS = 86_400_000;

type Timed = Pick<PreparedDocument, "format" | "data" | "jwtClaims" | "sdJwtClaims" | "mdoc" | "now">;

/** When a document says that it is valid: its row and its key are kept by that. */
export function documentTimes(document: Timed): { readonly validFrom: Date; readonly validUntil: Date } {
  const { now, data, jwtClaims, sdJwtClaims, mdoc } = document;
  if (mdoc) return { validFrom: now, validUntil: new Date(now.getTime() + mdoc.validityDays * DAY_MS) };
  const claims = document.format.endsWith("sd-jwt") ? { ...data, ...jwtClaims, ...sdJwtClaims } : jwtClaims;
  return {
    validFrom: secondsDate(claims.nbf) ?? textDate(data.validFrom) ?? textDate(data.issuanceDate) ?? now,
    validUntil: secondsDate(claims.exp) ?? textDate(data.validUntil) ?? textDate(data.expirationDate) ?? NO_END,
  };
}

/** Beyond what a date can be is no date. */
function within(date: Date): Date | null {
  const time = date.getTime();
  return time >= 0 && time <= NO_END.getTime() ? date : null;
}

const secondsDate = (value: Json | undefined): Date | null =>
  typeof value === "number" ? within(new Date(value * 1000)) : null;

const textDate = (value: Json | undefined): Date | null => (typeof value === "string" ? within(new Date(value)) : null);
