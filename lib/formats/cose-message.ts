import { decode, Tag } from "cbor2";
import { curveOfCose } from "@/lib/formats/cose";
import { base64url } from "@/lib/kernel/bytes";

/** COSE that somebody else wrote: taken apart without believing it. Whatever it is not throws {@link UnreadableCose}. */
export class UnreadableCose extends Error {}

type CoseMap = ReadonlyMap<unknown, unknown>;

const DEPTH_MAX = 8;

/** No repeated keys, no depth that costs memory; lengths are bound by the caller, who has the bytes. */
function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      preferMap: true,
      ignoreGlobalTags: true,
      rejectDuplicateKeys: true,
      rejectStreaming: true,
      maxDepth: DEPTH_MAX,
    });
  } catch {
    throw new UnreadableCose("It is not CBOR.");
  }
}

/** The map that these bytes are. */
export function mapIn(bytes: unknown): CoseMap {
  const value = bytes instanceof Uint8Array ? decoded(bytes) : null;
  if (!(value instanceof Map)) throw new UnreadableCose("It holds no CBOR map.");
  return value;
}

export interface Sign1 {
  /** The protected headers as they were signed. */
  readonly guarded: Uint8Array;
  readonly headers: CoseMap;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** COSE_Sign1, and CWT, may stand before it (RFC 8392, section 6). */
const TAGS: readonly unknown[] = [61, 18];

const untagged = (value: unknown): unknown =>
  value instanceof Tag && TAGS.includes(Number(value.tag)) ? untagged(value.contents) : value;

/** A COSE_Sign1 with its payload inside (RFC 9052, section 4.2). */
export function sign1In(bytes: Uint8Array): Sign1 {
  const message = untagged(decoded(bytes));
  const [guarded, unguarded, payload, signature] = Array.isArray(message) && message.length === 4 ? message : [];
  if (
    !(guarded instanceof Uint8Array) ||
    !(unguarded instanceof Map) ||
    !(payload instanceof Uint8Array) ||
    !(signature instanceof Uint8Array)
  ) {
    throw new UnreadableCose("It is not a COSE_Sign1 with its payload.");
  }
  return { guarded, headers: mapIn(guarded), payload, signature };
}

const PRIVATE_MEMBER = -4;

/** A COSE_Key's public members as a JWK, to be judged as one (RFC 9053, section 7.1). A private one is refused. */
export function jwkOfCoseKey(key: CoseMap): Record<string, unknown> {
  if (key.has(PRIVATE_MEMBER)) throw new UnreadableCose("It holds a private key.");
  const kty = { 1: "OKP", 2: "EC" }[Number(key.get(1))];
  const coordinate = (label: number) => {
    const value = key.get(label);
    return value instanceof Uint8Array ? base64url(value) : undefined;
  };
  return { kty, crv: curveOfCose(key.get(-1)), x: coordinate(-2), ...(kty === "EC" && { y: coordinate(-3) }) };
}
