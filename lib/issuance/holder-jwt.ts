import * as z from "zod";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { fromBase64url, isBase64url, utf8 } from "@/lib/kernel/bytes";
import { Problem, type ProblemCode } from "@/lib/kernel/errors";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { verifySignature } from "@/lib/keys/verify";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** What wallets may sign with (security P2), by the curve of the key. */
const algorithmOfCurve: Readonly<Record<string, Algorithm>> = { "P-256": "ES256", Ed25519: "EdDSA" };
export const holderAlgorithms = Object.values(algorithmOfCurve);

export const PROOF_SIZE_MAX = 10 * 1024;
/** Members by which a header could point elsewhere or demand what we do not know (security P2). */
const REFUSED_HEADERS = ["jku", "x5u", "crit"];

export interface HolderJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

const JsonObject = z.record(z.string(), z.unknown());

/** Takes a compact JWT apart without believing it. `code` is how this endpoint names a bad one. */
export function decodeHolderJwt(jwt: string, typ: string, code: ProblemCode): HolderJwt {
  const refuse = (message: string) => new Problem(code, message);
  const parts = jwt.split(".");
  const [head = "", body = "", tail = ""] = parts;
  if (jwt.length > PROOF_SIZE_MAX || parts.length !== 3 || !parts.every((part) => part && isBase64url(part))) {
    throw refuse("The proof is not a compact JWT.");
  }
  const header = decodeObject(head, code);
  if (header.typ !== typ) throw refuse(`The proof's typ must be ${typ}.`);
  const refused = REFUSED_HEADERS.find((name) => name in header);
  if (refused) throw refuse(`The proof's header must not carry ${refused}.`);
  return {
    header,
    payload: decodeObject(body, code),
    signingInput: utf8(`${head}.${body}`),
    signature: fromBase64url(tail),
  };
}

function decodeObject(part: string, code: ProblemCode): Record<string, unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(part));
    return JsonObject.parse(parseStrictJson(text));
  } catch {
    throw new Problem(code, "The proof's header and payload must be JSON objects without repeated members.");
  }
}

/** The one public key in a header's `jwk`. A private member is refused, whatever its value. */
export function publicKeyIn(jwk: unknown, code: ProblemCode): PublicJwk {
  const key = publicJwkOf(jwk);
  if (!key) throw new Problem(code, "The proof's jwk must be one public key, without any private member.");
  return key;
}

interface Signed {
  /** JOSE's name of it, as far as it has one. */
  readonly alg: unknown;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** Checks that the algorithm is allowed, fits the key, and that the signature holds. */
export async function verifyHolderSignature(signed: Signed, key: PublicJwk, code: ProblemCode): Promise<void> {
  const algorithm = algorithmOfCurve[key.crv ?? ""];
  if (!algorithm || signed.alg !== algorithm) {
    throw new Problem(code, `The proof's alg must be one of ${holderAlgorithms.join(", ")} and fit its key.`);
  }
  const valid = await verifySignature(key, algorithm, signed.signingInput, signed.signature).catch(() => false);
  if (!valid) throw new Problem(code, "The proof's signature does not verify.");
}

export const verifyHolderJwt = (jwt: HolderJwt, key: PublicJwk, code: ProblemCode): Promise<void> =>
  verifyHolderSignature({ alg: jwt.header.alg, ...jwt }, key, code);

/** Seconds in `iat` that lie within `past` before and `ahead` after now. */
export function requireFresh(iat: unknown, now: Date, past: number, ahead: number, code: ProblemCode): void {
  const age = now.getTime() / 1000 - (typeof iat === "number" ? iat : Number.NaN);
  if (!(age <= past && age >= -ahead)) {
    throw new Problem(code, "The proof's iat is too old or ahead: make a new proof, and check the clock.");
  }
}
