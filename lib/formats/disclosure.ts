import type { ArrayDisclosure, DisclosureField, SelectiveDisclosure } from "@/lib/document/schema";
import { base64url } from "@/lib/kernel/bytes";
import { invalidField } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import type { Random } from "@/lib/kernel/ids";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json";

const SALT_BYTES = 16;
/** Of claims and decoys in one credential. A map can ask for decoys at each place of a list, and of the lists in it. */
const DIGESTS_MAX = 5000;

interface Concealed {
  readonly payload: JsonObject;
  readonly disclosures: readonly string[];
}

/** An SD-JWT's payload with what may be kept back replaced by digests (RFC 9901, section 4; Issuer API reference, 8.4). */
export function conceal(payload: JsonObject, map: SelectiveDisclosure, random: Random): Concealed {
  const disclosures: string[] = [];
  return {
    payload: concealObject(payload, map, { random, salt: saltsOf(random), disclosures, digests: 0 }),
    disclosures,
  };
}

/** Digests of the disclosures, in whatever order, and what follows the signature. */
export const disclosureTail = (disclosures: readonly string[]): string => ["", ...disclosures, ""].join("~");

/** One claim, or one item of an array when it has no name, that the holder may keep to themselves (RFC 9901, section 4.2). */
export const disclosureOf = (salt: string, value: Json, name?: string): string =>
  base64url(JSON.stringify(name === undefined ? [salt, value] : [salt, name, value]));

const SALTS_AT_ONCE = 16;

/** Gives a salt at each call. Drawing many at once costs what drawing one does. */
export function saltsOf(random: Random): () => string {
  let block = new Uint8Array();
  let used = 0;
  return () => {
    if (used === block.length) {
      block = new Uint8Array(random.bytes(SALTS_AT_ONCE * SALT_BYTES));
      used = 0;
    }
    used += SALT_BYTES;
    return base64url(block.subarray(used - SALT_BYTES, used));
  };
}

interface Work {
  readonly random: Random;
  readonly salt: () => string;
  readonly disclosures: string[];
  /** So many were made. */
  digests: number;
}

function count(work: Work, more: number): void {
  work.digests += more;
  if (work.digests <= DIGESTS_MAX) return;
  const message = `selectiveDisclosure: ${DIGESTS_MAX} claims and decoys at most.`;
  throw invalidField("selectiveDisclosure", message);
}

function concealObject(payload: JsonObject, map: SelectiveDisclosure, work: Work): JsonObject {
  const open: Record<string, Json> = {};
  const digests: string[] = [];
  for (const [name, value] of Object.entries(payload)) {
    const field = Object.hasOwn(map.fields, name) ? map.fields[name] : undefined;
    const within = concealWithin(value, field, work);
    if (field?.sd) digests.push(digestOf(disclosureOf(work.salt(), within, name), work));
    else open[name] = within;
  }
  if (digests.length === 0) return open;
  const all = [...digests, ...decoyDigests(map, work)];
  return { ...open, _sd: shuffled(all, work.random) };
}

function concealArray(items: readonly Json[], map: ArrayDisclosure, work: Work): Json[] {
  const written = items.map((item, at): Json => {
    const field = map.elements[at] ?? map.wildcard ?? undefined;
    const within = concealWithin(item, field, work);
    return field?.sd ? { "...": digestOf(disclosureOf(work.salt(), within), work) } : within;
  });
  // Real items keep their order; where a decoy stands is chance.
  for (const digest of decoyDigests(map, work)) {
    written.splice(work.random.integer(written.length + 1), 0, { "...": digest });
  }
  return written;
}

function concealWithin(value: Json, field: DisclosureField | undefined, work: Work): Json {
  if (isJsonObject(value) && field?.children) return concealObject(value, field.children, work);
  if (Array.isArray(value) && field?.arrayChildren) return concealArray(value, field.arrayChildren, work);
  return value;
}

function digestOf(disclosure: string, work: Work): string {
  count(work, 1);
  work.disclosures.push(disclosure);
  return sha256Base64url(disclosure);
}

function decoyDigests(map: Pick<SelectiveDisclosure, "decoyMode" | "decoys">, work: Work): string[] {
  const { random, salt } = work;
  const length =
    map.decoyMode === "FIXED" ? map.decoys : map.decoyMode === "RANDOM" ? random.integer(map.decoys + 1) : 0;
  count(work, length);
  return Array.from({ length }, () => sha256Base64url(salt()));
}

const RANK_BYTES = 8;

/** By ranks that are drawn: the order of the digests tells nothing of the order of the claims. */
function shuffled(items: readonly string[], random: Random): string[] {
  const drawn = Buffer.from(random.bytes(items.length * RANK_BYTES));
  const ranked = items.map((item, at) => ({ item, rank: drawn.readBigUInt64BE(at * RANK_BYTES) }));
  return ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ item }) => item);
}
