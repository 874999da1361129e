import { findIssuerOfHost } from "@/lib/authority/documents";
import type { Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

/** The authority whose linked domain is the host that was asked for. Throws `not_found` when there is none. */
export async function requestedIssuer(platform: Platform, request: Request): Promise<Issuer> {
  const host = (request.headers.get("host") ?? new URL(request.url).host).toLowerCase().replace(/:443$/, "");
  const issuer = await findIssuerOfHost(platform, host);
  if (!issuer) throw new Problem("not_found", "No authority is linked to this host.");
  return issuer;
}
