import { Problem } from "@/lib/kernel/errors";

/** What the database's driver says of a connection where it has no code, in words that quote nothing. */
export const driverWords: ReadonlySet<string> = new Set([
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "Client has encountered a connection error and is not queryable",
  "timeout exceeded when trying to connect",
]);

/** Ours, or one of the database's or the system's, such as `57P01` and `ECONNREFUSED`. */
const CODE = /^[A-Z][A-Z0-9_]{1,39}$|^[0-9A-Z]{5}$/;

/** What may be logged of a fault (security S4): its code, or where it has none the driver's words; never other words. */
export function faultOf(error: unknown) {
  const kind = error instanceof Error ? error.name : typeof error;
  const cause = error instanceof Error && driverWords.has(error.message) ? error.message : undefined;
  return { code: codeOf(error), kind, cause };
}

function codeOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && CODE.test(code) ? code : "internal";
}
