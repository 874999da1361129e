import { createPrivateKey, createPublicKey } from "node:crypto";
import { invalidField } from "@/lib/kernel/errors";
import { Secret } from "@/lib/kernel/secret";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { type KnownPublicKey, knownPublicKey } from "@/lib/keys/public-jwk";

/** A JWK from outside: its public half, and its private one where it came along. */
interface JwkObject {
  readonly key: KnownPublicKey | null;
  readonly privateJwk: Secret | null;
  readonly kid: string | null;
}

const memberNames = ["kty", "crv", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi"];

/** Reads a JWK, as object or in its old form as text. Throws where it is no key that we could sign with. */
export function readJwk(value: unknown, field: string): JwkObject {
  const jwk = typeof value === "string" ? parsed(value, field) : value;
  if (typeof jwk !== "object" || jwk === null || Array.isArray(jwk)) throw unreadable(field);
  const given = jwk as Record<string, unknown>;
  const kid = typeof given.kid === "string" ? given.kid : null;
  const members = Object.fromEntries(
    memberNames.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]]] : [])),
  );
  if (members.kty === undefined) return { key: null, privateJwk: null, kid };
  const isPrivate = members.d !== undefined;
  try {
    // Derived from the private part: a public one beside it could be another key's.
    const input = { key: members, format: "jwk" } as const;
    const key = knownPublicKey(isPrivate ? createPublicKey(createPrivateKey(input)) : createPublicKey(input));
    if (!key) throw unreadable(field);
    const privateJwk = isPrivate ? new Secret(JSON.stringify({ ...members, ...key.jwk })) : null;
    return { key, privateJwk, kid };
  } catch {
    throw unreadable(field);
  }
}

const unreadable = (field: string) =>
  invalidField(field, "Give a JWK of Ed25519, P-256, P-384, P-521, secp256k1 or RSA (2048, 3072 or 4096 bits).");

function parsed(text: string, field: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    throw unreadable(field);
  }
}
