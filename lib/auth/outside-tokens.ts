import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

/** The OAuth issuers that the operator trusts, and whom their tokens must be meant for. */
export interface TrustedIssuers {
  readonly issuers: readonly string[];
  /** One or more, separated by commas. */
  readonly audience: string;
  /** Where their tokens list roles: `roles` when left out. */
  readonly roleClaim?: string;
}

/** Entra writes an API's identifier with or without its scheme, by the version of the token. */
const audiencesOf = (audience: string): string[] =>
  audience
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .flatMap((one) => [one, one.replace(/^api:\/\//, ""), ...(one.includes("://") ? [] : [`api://${one}`])]);

/** Never a symmetric one: a public key must not pass for a shared secret. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const KEYS_LIVE_MS = 10 * 60_000;
const REFETCH_PAUSE_MS = 30_000;
const CLOCK_TOLERANCE_SECONDS = 60;

interface Keys {
  readonly set: JSONWebKeySet;
  readonly fetchedAt: number;
}

/** What a valid token says, its claims of use to us in their types. */
export type OutsideClaims = JWTPayload & { iss: string; sub: string; exp: number; tid?: string };

/** Verifies access tokens of trusted outside issuers. Their keys are kept for ten minutes, and fetched anew when one is unknown. */
export class OutsideTokens {
  readonly #platform: Platform;
  readonly #trusted: TrustedIssuers;
  readonly #keys = new Map<string, Keys>();
  readonly #underway = new Map<string, Promise<Keys>>();

  constructor(platform: Platform, trusted: TrustedIssuers) {
    this.#platform = platform;
    this.#trusted = trusted;
  }

  /** The token's claims, or null when it is not a valid token of an issuer we trust. */
  async verify(token: string): Promise<OutsideClaims | null> {
    const issuer = issuerOf(token);
    if (!issuer || !this.#trusted.issuers.includes(issuer)) return null;
    const known = await this.#keysOf(issuer, KEYS_LIVE_MS);
    try {
      return await this.#verifyWith(known, token, issuer);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) return null;
    }
    const fresh = await this.#keysOf(issuer, REFETCH_PAUSE_MS);
    if (fresh === known) return null;
    return this.#verifyWith(fresh, token, issuer).catch(() => null);
  }

  async #verifyWith(keys: Keys, token: string, issuer: string): Promise<OutsideClaims | null> {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys.set), {
      algorithms: ALGORITHMS,
      issuer,
      audience: audiencesOf(this.#trusted.audience),
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: this.#platform.now(),
    });
    // Bound to a key that only its owner has: it must not pass without the proof of that.
    if (payload.cnf !== undefined) return null;
    const { tid, sub = "", exp = 0, ...rest } = payload;
    // The tenant that is meant must not be guessed.
    if (tid !== undefined && (typeof tid !== "string" || tid.trim() === "")) return null;
    return { ...rest, iss: issuer, sub, exp, ...(tid !== undefined && { tid }) };
  }

  async #keysOf(issuer: string, maxAgeMs: number): Promise<Keys> {
    const known = this.#keys.get(issuer);
    const now = this.#platform.now().getTime();
    if (known && now - known.fetchedAt < maxAgeMs) return known;
    const fetching = this.#underway.get(issuer) ?? this.#fetchKeys(issuer).finally(() => this.#underway.delete(issuer));
    this.#underway.set(issuer, fetching);
    try {
      return await fetching;
    } catch (error) {
      // An issuer that is down for a while must not lock out those whose key we know.
      if (known) return known;
      throw error;
    }
  }

  async #fetchKeys(issuer: string): Promise<Keys> {
    const discovery = await this.#fetchJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, Discovery);
    if (discovery.issuer !== issuer) throw unreachable("the issuer's metadata names another issuer");
    const set = await this.#fetchJson(discovery.jwks_uri, KeySet);
    const keys = { set: set as JSONWebKeySet, fetchedAt: this.#platform.now().getTime() };
    this.#keys.set(issuer, keys);
    return keys;
  }

  async #fetchJson<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>> {
    const answer = await this.#platform.egress.request(url, { method: "GET", tenantId: "platform" });
    if (!answer.ok) throw unreachable(answer.cause);
    if (answer.status !== 200) throw unreachable(`status ${answer.status}`);
    try {
      return schema.parse(JSON.parse(Buffer.from(answer.body).toString("utf8")));
    } catch {
      throw unreachable("an answer of unexpected form");
    }
  }
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

const unreachable = (cause: string): Problem =>
  new Problem("unavailable", "The token's issuer cannot be asked for its keys right now. Try again soon.", {
    retryAfterSeconds: 5,
    cause: `token issuer: ${cause}`,
  });

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
