import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import * as z from "zod";
import { findIssuerOrFormer, forgetIssuer } from "@/lib/authority/signer";
import { documentSignerIfAny } from "@/lib/certificate/document-signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { fromBase64url } from "@/lib/kernel/bytes";
import { coalesce } from "@/lib/kernel/coalesce";
import { sha256Base64url } from "@/lib/kernel/hash";
import { isUuid } from "@/lib/kernel/ids";
import { type Encoding, encodings } from "@/lib/status-list/encodings";
import { LIFETIME_SECONDS } from "@/lib/status-list/lifetime";

/** A signed list as it is served. */
interface PublishedStatusList {
  /** As text; a binary form in base64url. */
  readonly text: string;
  /** What is written to the wire. */
  readonly body: string | Uint8Array;
  /** The same, gzipped once: verifiers fetch it far more often than it changes. */
  readonly gzipped: Uint8Array;
  readonly etag: string;
  readonly contentType: string;
}

/** The last signed answers of a list, by encoding. */
const FinalAnswers = z.record(z.string(), z.string().min(1));

const zipped = promisify<string | Uint8Array, Uint8Array>(gzip);

/** Lists kept signed, in each encoding: beyond it the least asked for are signed anew when they are. */
const KEPT_MAX = 1000;
const RENEW_AFTER_MS = (LIFETIME_SECONDS / 2) * 1000;

interface Head {
  readonly tenantId: string;
  readonly authorityId: string;
  /** The key that signs now. */
  readonly signingKeyId: string | null;
  readonly version: number;
  readonly size: number;
  readonly bits: 1 | 2 | 4 | 8;
  /** Signed for the last time: it is served as it is. */
  readonly final: boolean;
}

const findHeads = {
  name: "find-status-list-heads",
  text: `SELECT l.id, l.tenant_id, l.authority_id, l.version, l.size, l.bits, l.state = 'final' AS final,
      k.signing_key_id
    FROM status_list l LEFT JOIN authority_key k
      ON k.tenant_id = l.tenant_id AND k.authority_id = l.authority_id AND k.role = 'current'
    WHERE l.id = ANY($1::uuid[])`,
};

interface HeadRow {
  id: string;
  tenant_id: string;
  authority_id: string;
  signing_key_id: string | null;
  version: number;
  size: number;
  bits: 1 | 2 | 4 | 8;
  final: boolean;
}

const findNotValid = {
  name: "find-not-valid-indices",
  text: `SELECT status_index, status_value FROM credential
    WHERE tenant_id = $1 AND status_list_id = $2 AND status_value <> 0`,
};

interface Kept {
  readonly version: number;
  readonly signingKeyId: string | null;
  /** When it is signed anew though nothing has changed, in milliseconds since 1970. */
  readonly renewAt: number;
  readonly list: Promise<PublishedStatusList>;
}

/** What each platform keeps: the lists it signed, and one shared question to the database about their versions. */
interface Publisher {
  readonly kept: LRUCache<string, Kept>;
  readonly head: (listId: string) => Promise<Head | undefined>;
}

const publishers = databaseCache<Publisher>({ name: "status-list-publishers", max: 1 });

function publisherOf(platform: Platform): Publisher {
  const known = publishers(platform).get("");
  if (known) return known;
  const made: Publisher = {
    kept: new LRUCache<string, Kept>({ max: KEPT_MAX }),
    head: coalesce((ids) => loadHeads(platform, ids)),
  };
  publishers(platform).set("", made);
  return made;
}

async function loadHeads(platform: Platform, ids: string[]): Promise<Map<string, Head>> {
  const rows = await platform.sql<HeadRow>(findHeads, [ids]);
  return new Map(
    rows.map(({ id, tenant_id: tenantId, authority_id: authorityId, signing_key_id: signingKeyId, ...list }) => [
      id,
      { tenantId, authorityId, signingKeyId, ...list },
    ]),
  );
}

/**
 * The list as of now, signed. It is kept in memory, yet each answer is checked against the database after it was asked
 * for, so a revocation shows in the very next read of any process (security I5). Null when there is no such list;
 * throws the key provider's Problem when it cannot be signed: an old list is never served (security P4).
 */
export async function publishStatusList(
  platform: Platform,
  listId: string,
  encoding: Encoding,
): Promise<PublishedStatusList | null> {
  if (!isUuid(listId)) return null;
  const { kept, head: headOf } = publisherOf(platform);
  const head = await headOf(listId);
  if (!head) return null;
  const name = `${listId}/${encoding}`;
  const now = platform.now().getTime();
  const known = kept.get(name);
  if (known && known.version >= head.version && known.signingKeyId === head.signingKeyId && known.renewAt > now)
    return known.list;

  const list = head.final
    ? readFinalList(platform, listId, head, encoding)
    : signList(platform, listId, head, encoding);
  const fresh = { version: head.version, signingKeyId: head.signingKeyId, renewAt: now + RENEW_AFTER_MS, list };
  kept.set(name, fresh);
  list.catch(() => kept.get(name) === fresh && kept.delete(name));
  return list;
}

async function signList(
  platform: Platform,
  listId: string,
  head: Head,
  encoding: Encoding,
): Promise<PublishedStatusList> {
  // A deleted authority's list is signed until its last answer is kept.
  let issuer = await findIssuerOrFormer(platform, head.authorityId);
  if (issuer && issuer.signingKeyId !== head.signingKeyId) {
    // Remembered from before another process changed the key.
    forgetIssuer(platform, head.authorityId);
    issuer = await findIssuerOrFormer(platform, head.authorityId);
  }
  if (!issuer) throw new Error(`Status list ${listId} has no issuer.`);
  const statuses = await loadStatuses(platform, listId, head);
  const uri = statusListUrl(platform, listId, encoding);
  const certificates = encoding === "cwt" ? await documentSignerIfAny(platform, issuer) : null;
  const now = platform.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_SECONDS * 1000);
  return published(
    encoding,
    await encodings[encoding].encode({ uri, statuses, bits: head.bits, now, expiresAt, issuer, certificates }),
  );
}

async function published(encoding: Encoding, text: string): Promise<PublishedStatusList> {
  const { contentType, binary } = encodings[encoding];
  const body = binary ? fromBase64url(text) : text;
  return { text, body, gzipped: await zipped(body), etag: `"${sha256Base64url(body)}"`, contentType };
}

const findFinalAnswers = {
  name: "find-final-status-list",
  text: "SELECT final_answers FROM status_list WHERE tenant_id = $1 AND id = $2",
};

async function readFinalList(
  platform: Platform,
  listId: string,
  head: Head,
  encoding: Encoding,
): Promise<PublishedStatusList> {
  const [row] = await platform.sql<{ final_answers: unknown }>(findFinalAnswers, [head.tenantId, listId]);
  const answers = FinalAnswers.parse(row?.final_answers);
  // One that was closed before there was a CWT has none, and nobody can sign one any more.
  if (encoding === "cwt" && answers.cwt === undefined) return readFinalList(platform, listId, head, "token");
  const answer = answers[encoding];
  if (answer === undefined) throw new Error(`Status list ${listId} is final without an answer.`);
  return published(encoding, answer);
}

async function loadStatuses(platform: Platform, listId: string, head: Head): Promise<Uint8Array> {
  const statuses = new Uint8Array(head.size);
  const values = [head.tenantId, listId];
  const rows = await platform.sql<{ status_index: number; status_value: number }>(findNotValid, values);
  for (const { status_index: index, status_value: value } of rows) statuses[index] = value;
  return statuses;
}

const suffixes = { token: "", cwt: "", bitstring: "/bitstring", list2021: "/2021" } as const satisfies Record<
  Encoding,
  string
>;

/** Where a list is served: without a query, as the standard wants (security P4). */
export function statusListUrl(platform: Pick<Platform, "publicUrl">, listId: string, encoding: Encoding): string {
  return `${platform.publicUrl}/status-lists/${listId}${suffixes[encoding]}`;
}
