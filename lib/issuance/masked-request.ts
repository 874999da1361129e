type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Members of a public JWK (RFC 7517, section 4; RFC 7518, section 6). */
const PUBLIC_JWK = ["kty", "crv", "kid", "x", "y", "n", "e", "alg", "use", "key_ops"] as const;
const PUBLIC_SETTINGS = [
  "region",
  "roleName",
  "accessKeyId",
  "keyName",
  "keyVaultUrl",
  "clientId",
  "tenantId",
] as const;
const PUBLIC_MEMBERS = ["type", "id", "_keyType"] as const;

const only = (value: Json, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    names.filter((name) => name in value && !isObject(value[name])).map((name) => [name, value[name]]),
  );

/** What of a key object may be told: chosen member by member, so that a secret of a form to come is left out too (I7). */
function maskedKey(key: unknown): Record<string, unknown> {
  if (!isObject(key)) return {};
  const { jwk, config, auth, _publicKey: publicKey } = key;
  return {
    ...only(key, PUBLIC_MEMBERS),
    ...(isObject(jwk) && { jwk: only(jwk, PUBLIC_JWK) }),
    ...(isObject(config) && { config: maskedSettings(config) }),
    ...(isObject(auth) && { auth: only(auth, PUBLIC_SETTINGS) }),
    ...(publicKey !== undefined && { _publicKey: maskedPublicKey(publicKey) }),
  };
}

/** A JWK, mostly as a text of its own; bytes; or an object around a JWK. Whoever put a private one there is not told so. */
function maskedPublicKey(publicKey: unknown): unknown {
  if (typeof publicKey === "string") {
    const jwk = parsed(publicKey);
    return isObject(jwk) ? JSON.stringify(only(jwk, PUBLIC_JWK)) : undefined;
  }
  if (isObject(publicKey)) {
    return isObject(publicKey.jwk)
      ? { type: "jwk", jwk: only(publicKey.jwk, PUBLIC_JWK) }
      : only(publicKey, PUBLIC_JWK);
  }
  return Array.isArray(publicKey) && publicKey.length <= 32 ? publicKey : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const maskedSettings = (config: Json): Record<string, unknown> => ({
  ...only(config, PUBLIC_SETTINGS),
  ...(isObject(config.auth) && { auth: only(config.auth, PUBLIC_SETTINGS) }),
});

/** An issuance request as it may be told to its callback: with the public part of `issuerKey` (Issuer API, section 10). */
export function maskedRequest(request: Json): Record<string, unknown> {
  return "issuerKey" in request ? { ...request, issuerKey: maskedKey(request.issuerKey) } : { ...request };
}

const CLAIMS = ["credentialData", "mdocData", "mapping", "sdJwtCredentialClaims", "display"] as const;
const NOT_KEPT = "not kept";

/** The same as it may be kept: without what the credential says of its holder. */
export const keptRequest = (request: Json): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(request).map(([name, value]) => [name, CLAIMS.some((one) => one === name) ? NOT_KEPT : value]),
  );

const OFFER_SECRETS = ["pre-authorized_code", "issuer_state"];

/** An offer without what it can be redeemed by (security E6). */
export function maskedOffer(offer: unknown): unknown {
  if (Array.isArray(offer)) return offer.map(maskedOffer);
  if (!isObject(offer)) return offer;
  return Object.fromEntries(
    Object.entries(offer).map(([name, value]) => [name, OFFER_SECRETS.includes(name) ? "***" : maskedOffer(value)]),
  );
}
