import { createPublicKey, ECDH } from "node:crypto";
import canonicalize from "canonicalize";
import { fromBase58, toBase58 } from "@/lib/did/base58";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { base64url, fromBase64url, utf8 } from "@/lib/kernel/bytes";
import { importPublicKey } from "@/lib/keys/verify";
import type { PublicJwk } from "@/lib/signing-key/schema";

const PREFIX = "did:key:z";

/** How one kind of key is written in a `did:key`: behind its multicodec, an unsigned varint. */
interface Codec {
  readonly prefix: readonly number[];
  encode(jwk: PublicJwk): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

/** A point of so many bytes per coordinate, compressed. */
const pointCodec = (prefix: readonly number[], crv: string, curve: string, width: number): Codec => ({
  prefix,
  encode: ({ x = "", y = "" }) =>
    Buffer.concat([Buffer.from([2 + ((fromBase64url(y).at(-1) ?? 0) & 1)]), padded(x, width)]),
  decode: (bytes) => {
    const point = ECDH.convertKey(bytes, curve, undefined, undefined, "uncompressed") as Buffer;
    return { kty: "EC", crv, x: base64url(point.subarray(1, 1 + width)), y: base64url(point.subarray(1 + width)) };
  },
});

const padded = (text: string, width: number): Buffer => {
  const bytes = fromBase64url(text);
  return Buffer.concat([Buffer.alloc(Math.max(0, width - bytes.length)), bytes]);
};

const codecs: Readonly<Record<string, Codec>> = {
  Ed25519: {
    prefix: [0xed, 0x01],
    encode: ({ x = "" }) => fromBase64url(x),
    decode: (bytes) => ({ kty: "OKP", crv: "Ed25519", x: base64url(bytes) }),
  },
  secp256k1: pointCodec([0xe7, 0x01], "secp256k1", "secp256k1", 32),
  "P-256": pointCodec([0x80, 0x24], "P-256", "prime256v1", 32),
  "P-384": pointCodec([0x81, 0x24], "P-384", "secp384r1", 48),
  "P-521": pointCodec([0x82, 0x24], "P-521", "secp521r1", 66),
  RSA: {
    prefix: [0x85, 0x24],
    encode: (jwk) => importPublicKey(jwk).export({ type: "pkcs1", format: "der" }),
    decode: (bytes) =>
      createPublicKey({ key: Buffer.from(bytes), type: "pkcs1", format: "der" }).export({ format: "jwk" }),
  },
};

/** The whole JWK in its canonical text (RFC 8785): what natural persons have at EBSI. */
const jcs: Codec = {
  prefix: [0xd1, 0xd6, 0x03],
  encode: (jwk) => utf8(canonicalize(jwk) ?? ""),
  decode: (bytes) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
};

const all = [...Object.values(codecs), jcs];

/** The key inside a `did:key`; null when it is none. Its key id is `#` and the same text again. */
export function jwkOfDidKey(did: string): PublicJwk | null {
  const bytes = did.startsWith(PREFIX) ? fromBase58(did.slice(PREFIX.length)) : null;
  const codec = bytes && all.find(({ prefix }) => prefix.every((byte, at) => bytes[at] === byte));
  if (!bytes || !codec) return null;
  try {
    return publicJwkOf(codec.decode(bytes.subarray(codec.prefix.length)));
  } catch {
    return null;
  }
}

const didOf = ({ prefix, encode }: Codec, jwk: PublicJwk): string =>
  PREFIX + toBase58(Buffer.concat([Buffer.from(prefix), encode(jwk)]));

/** The `did:key` of a public key of any kind that signs here. */
export function didKeyOf(jwk: PublicJwk): string {
  const codec = codecs[jwk.crv ?? jwk.kty];
  if (!codec) throw new Error(`There is no did:key of ${jwk.crv ?? jwk.kty}.`);
  return didOf(codec, jwk);
}

/** The same with the canonical JWK inside (`useJwkJcsPub`). */
export const didKeyJcsOf = (jwk: PublicJwk): string => didOf(jcs, jwk);
