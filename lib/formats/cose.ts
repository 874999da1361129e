import { type CborValue, encodeCbor, Tagged } from "@/lib/formats/cbor";
import { fromBase64url, utf8 } from "@/lib/kernel/bytes";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** COSE algorithm numbers (RFC 9053, section 2; RFC 8812, sections 2 and 3.2). */
const algorithms: Readonly<Record<Algorithm, number>> = {
  ES256: -7,
  ES384: -35,
  ES512: -36,
  ES256K: -47,
  EdDSA: -8,
  RS256: -257,
  RS384: -258,
  RS512: -259,
};

/** COSE header parameters (RFC 9052, section 3.1; RFC 9360). */
export const header = { algorithm: 1, critical: 2, contentType: 3, keyId: 4, type: 16, certificates: 33 } as const;

export const coseAlgorithm = (algorithm: Algorithm): number => algorithms[algorithm];

/** JOSE's name of a number; undefined when we know none. */
export const algorithmOfCose = (number: unknown): string | undefined =>
  Object.entries(algorithms).find(([, one]) => one === number)?.[0];

/** One certificate is a byte string, several are an array (RFC 9360, section 2). */
export const certificateChain = (chain: readonly Uint8Array[]): CborValue => {
  const [only, ...more] = chain;
  return only && more.length === 0 ? only : [...chain];
};

/** A COSE_Sign1 before its signature; `complete` gives the message as an array, for its place to tag it or not. */
interface UnsignedCose {
  readonly signingInput: Uint8Array;
  complete(signature: Uint8Array): readonly CborValue[];
}

type Headers = ReadonlyMap<number, CborValue>;

const SIGNATURE1 = "Signature1";
const nothing = new Uint8Array(0);

/** What a COSE_Sign1 signs (RFC 9052, section 4.4), with its protected headers as they are encoded. */
export const sign1Input = (guarded: Uint8Array, payload: Uint8Array): Uint8Array =>
  encodeCbor([SIGNATURE1, guarded, nothing, payload]);

/** The signature is r‖s for ECDSA, as JOSE has it. */
export function unsignedCose(headers: { protected: Headers; unprotected: Headers }, payload: Uint8Array): UnsignedCose {
  const guarded = encodeCbor(headers.protected);
  return {
    signingInput: sign1Input(guarded, payload),
    complete: (signature) => [guarded, headers.unprotected, payload, signature],
  };
}

/** A COSE_Sign1 with its tag. */
export const taggedCose = (message: readonly CborValue[]): Uint8Array => encodeCbor(new Tagged(18, message));

const curves: Readonly<Record<string, number>> = { "P-256": 1, "P-384": 2, "P-521": 3, Ed25519: 6, secp256k1: 8 };

/** JOSE's name of a curve; undefined when we know none. */
export const curveOfCose = (number: unknown): string | undefined =>
  Object.entries(curves).find(([, one]) => one === number)?.[0];

/** A public key as a COSE_Key (RFC 9053, section 7). */
export function coseKey({ kty, crv = "", x = "", y }: PublicJwk): Headers {
  const curve = curves[crv];
  if (curve === undefined) throw new Error(`COSE has no key of ${kty} ${crv}.`);
  const point: [number, CborValue][] = [
    [-1, curve],
    [-2, fromBase64url(x)],
  ];
  return y === undefined
    ? new Map<number, CborValue>([[1, 1], ...point])
    : new Map<number, CborValue>([[1, 2], ...point, [-3, fromBase64url(y)]]);
}

/** A key id as COSE has it: bytes of the DID URL. */
export const coseKeyId = (keyId: string): Uint8Array => utf8(keyId);
