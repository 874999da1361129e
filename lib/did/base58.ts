const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Room for the largest key that signs here, RSA of 4096 bits. */
const LENGTH_MAX = 1024;

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

export function toBase58(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = `${ALPHABET[Number(number % 58n)]}${text}`;
  const leadingZeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(leadingZeros < 0 ? bytes.length : leadingZeros) + text;
}
