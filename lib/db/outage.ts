import { driverWords } from "@/lib/kernel/fault";

/** Of the system and of PostgreSQL: nobody there, the connection broken, shutting down, or no connection left. */
const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
]);
const KINDS = new Set(["DatabaseNotReachable", "ConnectionClosed", "TooManyConnections", "SocketTimeout"]);

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly kind?: unknown } } };
}

/** Whether the database is away, rather than something asked of it wrong: whoever asked may come back (security I15). */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, meta } = error as Failure;
  const kind = meta?.driverAdapterError?.cause?.kind;
  const sqlClass = typeof code === "string" && /^08[0-9A-Z]{3}$/.test(code);
  return CODES.has(String(code)) || KINDS.has(String(kind)) || sqlClass || driverWords.has(String(message));
}
