const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LENGTH_MAX = 128;

/** Bytes of a base58btc text (Bitcoin's alphabet); null when it is none or absurdly long. */
export function fromBase58(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length === 0 || text.length > LENGTH_MAX) return null;
  let number = 0n;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const leadingZeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = number === 0n ? "" : number.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return new Uint8Array(Buffer.concat([Buffer.alloc(leadingZeros), bytes]));
}
