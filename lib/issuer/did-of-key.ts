import { jwkOfDidJwk } from "@/lib/did/jwk";
import { didKeyOf, jwkOfDidKey } from "@/lib/did/key";
import type { OwnKey } from "@/lib/issuer/find-key";
import { base64url } from "@/lib/kernel/bytes";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** Keys of this installation say their `kid`, those in a backend do not: so the text of section 6 differs. */
export function exportedJwk({ backend, publicJwk }: Pick<OwnKey, "backend" | "publicJwk">): Record<string, string> {
  const { kty, crv, x, y, n, e } = publicJwk;
  const kid = backend === "jwk" ? keyThumbprint(publicJwk) : undefined;
  const members = kty === "RSA" ? { kty, e, kid, n } : { kty, crv, kid, x, y };
  return Object.fromEntries(Object.entries(members).filter((one): one is [string, string] => one[1] !== undefined));
}

export const didJwkOfKey = (key: Pick<OwnKey, "backend" | "publicJwk">): string =>
  `did:jwk:${base64url(JSON.stringify(exportedJwk(key)))}`;

/** The DID of a key whose caller named none. */
export const defaultDid = ({ publicJwk }: Pick<OwnKey, "publicJwk">): string => didKeyOf(publicJwk);

type SelfContained = "jwk" | "key";

/** Of a DID that holds its key in itself, the method; null for every other. */
export const selfContainedMethod = (did: string): SelfContained | null => {
  if (did.startsWith("did:jwk:")) return "jwk";
  return did.startsWith("did:key:") ? "key" : null;
};

/** The key inside such a DID. */
export const jwkInside = (did: string, method: SelfContained): PublicJwk | null =>
  method === "jwk" ? jwkOfDidJwk(did) : jwkOfDidKey(did);

/** The part of its one key's id behind the `#` (section 6). */
export const fragmentOf = (did: string, method: SelfContained): string =>
  method === "jwk" ? "0" : did.slice("did:key:".length);
