/** A value with a tag that means nothing by itself here. */
export class Tagged {
  constructor(
    readonly tag: number,
    readonly value: unknown,
  ) {}
}

const UNREADABLE = "This is not CBOR that a credential may hold.";
/** Deeper than any credential goes. */
const DEPTH_MAX = 32;

/**
 * Reads one CBOR value with nothing after it (RFC 8949). Maps become `Map`s. Of lengths only definite ones are read:
 * ISO/IEC 18013-5 asks for core deterministic encoding.
 */
export function readCbor(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function take(length: number): number {
    const from = at;
    at += length;
    if (at > bytes.byteLength) throw new Error(UNREADABLE);
    return from;
  }

  function argument(short: number): number {
    if (short < 24) return short;
    if (short === 24) return view.getUint8(take(1));
    if (short === 25) return view.getUint16(take(2));
    if (short === 26) return view.getUint32(take(4));
    if (short === 27) return Number(view.getBigUint64(take(8)));
    throw new Error(UNREADABLE);
  }

  function simple(short: number): unknown {
    if (short === 20 || short === 21) return short === 21;
    if (short === 22) return null;
    if (short === 23) return undefined;
    if (short === 25) return halfFloat(view.getUint16(take(2)));
    if (short === 26) return view.getFloat32(take(4));
    if (short === 27) return view.getFloat64(take(8));
    throw new Error(UNREADABLE);
  }

  function entries<Entry>(count: number, read: () => Entry): Entry[] {
    // Each entry takes a byte at least: a larger count is a lie that would cost memory.
    if (count > bytes.byteLength) throw new Error(UNREADABLE);
    return Array.from({ length: count }, read);
  }

  function value(depth: number): unknown {
    if (depth > DEPTH_MAX) throw new Error(UNREADABLE);
    const first = view.getUint8(take(1));
    const [major, short] = [first >> 5, first & 31];
    if (major === 7) return simple(short);
    const count = argument(short);
    const next = () => value(depth + 1);
    if (major === 0) return count;
    if (major === 1) return -1 - count;
    if (major === 2) return bytes.slice(take(count), at);
    if (major === 3) return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(take(count), at));
    if (major === 4) return entries(count, next);
    if (major === 5) return new Map(entries(count, () => [next(), next()] as const));
    return new Tagged(count, next());
  }

  const read = value(0);
  if (at !== bytes.byteLength) throw new Error(UNREADABLE);
  return read;
}

/** RFC 8949, appendix D: browsers read no floats of two bytes yet. */
function halfFloat(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
