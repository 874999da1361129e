import { Problem } from "@/lib/kernel/errors";

/**
 * Refuses a change that a cookie vouches for unless it comes from our own pages: the configured origin, and the
 * browser's word for it. What is absent counts as wrong; Host and forwarded headers prove nothing (security A4).
 */
export function requireSameOrigin(headers: Pick<Headers, "get">, publicUrl: string): void {
  if (headers.get("origin") === publicUrl && headers.get("sec-fetch-site") === "same-origin") return;
  throw new Problem("forbidden", `Do this from the portal's own pages, at ${publicUrl}.`);
}
