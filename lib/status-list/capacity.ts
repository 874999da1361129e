import type { Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { type Encoding, encodings } from "@/lib/status-list/encodings";
import { LIFETIME_SECONDS } from "@/lib/status-list/lifetime";
import { statusListUrl } from "@/lib/status-list/publish";

/** Kept free, in bytes, should the portal's public address grow longer. */
const SPARE = 256;
/** With fewer entries a list would tell too much about who is in it. */
const LEAST_CAPACITY = 512;
/** The longest run that DEFLATE writes at once. */
const LONGEST_RUN = 258;
/** What a run costs at most, in bits, by the fixed codes. */
const RUN_BITS = 13;
/** Header, checksum and block ends of zlib and gzip, in bytes. */
const WRAPPING = 32;

/** A message holds a list in base64 of base64; a CWT as it is. */
const room = (encoding: Encoding, bytes: number): number => (encodings[encoding].binary ? bytes : (bytes * 9) / 16);

const widthOf = (encoding: Encoding, bits: number): number => (encoding === "token" || encoding === "cwt" ? bits : 1);

/**
 * How many entries of a list may be given so that this issuer's key can sign it in every form, whatever becomes of
 * them. They are the list's first ones: bits that stand together are compressed, at the worst, to 9/8 of themselves
 * (DEFLATE never does worse than its fixed codes), while as many strewn over the whole list would cost ten times as
 * much, and the fewer a list holds the less it hides each one.
 */
export async function capacityFor(
  platform: Platform,
  issuer: Issuer,
  { size, bits }: { size: number; bits: 1 | 2 | 4 | 8 },
): Promise<number> {
  const { longestMessage } = issuer.signer;
  if (longestMessage === Number.POSITIVE_INFINITY) return size;
  let capacity = size;
  for (const encoding of Object.keys(encodings) as Encoding[]) {
    const width = widthOf(encoding, bits);
    const free = longestMessage - SPARE - (await emptyLength(platform, issuer, encoding, { size, bits }));
    const zeros = Math.ceil((((size * width) / 8 / LONGEST_RUN) * RUN_BITS) / 8);
    const bytes = Math.floor(((room(encoding, free) - zeros - WRAPPING) * 8) / 9);
    capacity = Math.min(capacity, Math.floor((bytes * 8) / width));
  }
  if (capacity < LEAST_CAPACITY) throw tooShort(longestMessage);
  return capacity;
}

/** In bytes: what is signed of a list in which everything is valid. */
async function emptyLength(
  platform: Platform,
  issuer: Issuer,
  encoding: Encoding,
  { size, bits }: { size: number; bits: 1 | 2 | 4 | 8 },
): Promise<number> {
  let length = 0;
  const sign = async (message: Uint8Array) => {
    length = message.length;
    return new Uint8Array();
  };
  const now = platform.now();
  await encodings[encoding].encode({
    uri: statusListUrl(platform, platform.random.uuid(), encoding),
    statuses: new Uint8Array(size),
    bits,
    now,
    expiresAt: new Date(now.getTime() + LIFETIME_SECONDS * 1000),
    issuer: { ...issuer, signer: { ...issuer.signer, sign } },
    certificates: null,
  });
  return length;
}

const tooShort = (longestMessage: number): Problem =>
  new Problem(
    "key_provider_refused",
    `This authority's key signs at most ${longestMessage} bytes at once, too few for a status list: use a key of another type.`,
    { retryAfterSeconds: 3600, cause: `no status list fits into ${longestMessage} bytes` },
  );
