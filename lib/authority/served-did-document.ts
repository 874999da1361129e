import { type Fetched, fetchJson } from "@/lib/authority/fetch-document";
import { hostedDidDocument } from "@/lib/authority/hosted-documents";
import { isOurHost } from "@/lib/authority/store";
import type { Platform } from "@/lib/context";
import { didWebDocumentUrl } from "@/lib/did/web";

/**
 * The document that the world gets for a DID, whoever hosts it: fetched through the egress guard, unless its address
 * is this very server, which need not call itself to know what it would answer.
 */
export async function servedDidDocument(platform: Platform, tenantId: string, did: string): Promise<Fetched> {
  const url = didWebDocumentUrl(did);
  if (!url) return { ok: false, cause: "no did:web" };
  const { host } = new URL(url);
  if (!isOurHost(platform, host)) return fetchJson(platform, tenantId, url);
  const json = await hostedDidDocument(platform, host);
  return json ? { ok: true, json } : { ok: false, cause: "status 404" };
}
