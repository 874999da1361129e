/** Bytes of r and of s in a JOSE signature (RFC 7518, section 3.4; RFC 8812, section 3.2). */
const integerWidth = { ES256: 32, ES256K: 32, ES384: 48, ES512: 66 } as const;
type EcdsaAlgorithm = keyof typeof integerWidth;

export const isEcdsa = (algorithm: string): algorithm is EcdsaAlgorithm => Object.hasOwn(integerWidth, algorithm);

/** Whether these are r‖s of the width that JOSE wants. */
export const isJoseWidth = (signature: Uint8Array, algorithm: EcdsaAlgorithm): boolean =>
  signature.length === 2 * integerWidth[algorithm];

const malformed = (why: string): Error => new Error(`Malformed DER signature: ${why}.`);

/** One tag-length-value of DER at `at`: where its content begins and ends. Signatures never need lengths past 255. */
function element(der: Uint8Array, at: number, tag: number): { start: number; end: number } {
  if (der[at] !== tag) throw malformed(`tag 0x${tag.toString(16)} expected at ${at}`);
  const short = der[at + 1] ?? 0x80;
  const long = short === 0x81 ? (der[at + 2] ?? 0) : null;
  if (short > 0x81 || short === 0x80) throw malformed("length of an unexpected form");
  if (long !== null && long < 0x80) throw malformed("length is not in its shortest form");
  const start = at + (long === null ? 2 : 3);
  const end = start + (long ?? short);
  if (end > der.length) throw malformed("it ends too early");
  return { start, end };
}

/** A positive DER integer, left-padded with zeros to `width`. */
function fixedWidth(der: Uint8Array, { start, end }: { start: number; end: number }, width: number): Uint8Array {
  const [first = 0x80, second = 0] = der.subarray(start, end);
  if (start === end) throw malformed("an integer is empty");
  if (first > 0x7f) throw malformed("an integer is negative");
  const padded = first === 0 && end - start > 1;
  if (padded && second < 0x80) throw malformed("an integer is not in its shortest form");
  const digits = der.subarray(padded ? start + 1 : start, end);
  if (digits.length > width) throw malformed("an integer is too long for the curve");
  if (digits.every((digit) => digit === 0)) throw malformed("an integer is zero");
  const result = new Uint8Array(width);
  result.set(digits, width - digits.length);
  return result;
}

/** Turns the DER signature that a KMS gives into r‖s of fixed width, as JOSE wants it (security P3). Throws when malformed. */
export function joseFromDer(der: Uint8Array, algorithm: EcdsaAlgorithm): Uint8Array {
  const width = integerWidth[algorithm];
  const sequence = element(der, 0, 0x30);
  if (sequence.end !== der.length) throw malformed("bytes follow it");
  const r = element(der, sequence.start, 0x02);
  const s = element(der, r.end, 0x02);
  if (s.end !== sequence.end) throw malformed("bytes follow its integers");
  const signature = new Uint8Array(2 * width);
  signature.set(fixedWidth(der, r, width), 0);
  signature.set(fixedWidth(der, s, width), width);
  return signature;
}
