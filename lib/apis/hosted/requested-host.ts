import { Problem } from "@/lib/kernel/errors";

/** host[:port] that was asked for, as domains are kept. */
export const requestedHost = (request: Request): string =>
  (request.headers.get("host") ?? new URL(request.url).host).toLowerCase().replace(/:443$/, "");

/** The document of the requested host. Throws `not_found` when no authority has one there. */
export function found<Document>(document: Document | null): Document {
  if (document === null) throw new Problem("not_found", "No authority has a document here.");
  return document;
}
