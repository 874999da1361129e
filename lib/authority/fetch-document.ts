import type { Platform } from "@/lib/context";
import { didWebDocumentUrl } from "@/lib/did/web";
import { Problem } from "@/lib/kernel/errors";
import { parseStrictJson } from "@/lib/kernel/strict-json";

const DOCUMENT_BYTES_MAX = 64 * 1024;

/** A fault of a fetched document. `unreachable` says nothing of why: that goes to the audit trail (security E4). */
export type Fetched = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly cause: string };

/** Fetches a public JSON document through the egress guard: no redirects, 64 KiB, 5 s. */
export async function fetchJson(platform: Platform, tenantId: string, url: string): Promise<Fetched> {
  const answer = await platform.egress.request(url, {
    method: "GET",
    headers: { accept: "application/json, application/did+json" },
    maxBytes: DOCUMENT_BYTES_MAX,
    tenantId,
  });
  if (!answer.ok) return answer;
  if (answer.status !== 200) return { ok: false, cause: `status ${answer.status}` };
  try {
    return { ok: true, json: parseStrictJson(new TextDecoder("utf-8", { fatal: true }).decode(answer.body)) };
  } catch {
    return { ok: false, cause: "no JSON" };
  }
}

/** The document of a holder's `did:web`. Throws `invalid_proof` when it cannot be had. */
export async function fetchHolderDocument(platform: Platform, tenantId: string, did: string): Promise<unknown> {
  const url = didWebDocumentUrl(did);
  const fetched = url ? await fetchJson(platform, tenantId, url) : { ok: false as const, cause: "no did:web" };
  if (fetched.ok) return fetched.json;
  throw new Problem("invalid_proof", "The DID document of the proof's kid could not be read.", {
    cause: fetched.cause,
  });
}
