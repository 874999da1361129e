import { publicJwkOf } from "@/lib/did/public-jwk";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** A key as it stands in a DID document. */
export interface DocumentKey {
  readonly fragment: string;
  readonly publicJwk: PublicJwk;
}

export interface DidDocument {
  "@context": string[];
  id: string;
  verificationMethod: { id: string; type: "JsonWebKey2020"; controller: string; publicKeyJwk: PublicJwk }[];
  authentication: string[];
  assertionMethod: string[];
  service: { id: string; type: "LinkedDomains"; serviceEndpoint: { origins: string[] } }[];
}

/** The document of a `did:web`, with absolute ids: every resolver takes those, few take relative ones. */
export function didDocument(did: string, keys: readonly DocumentKey[], origins: readonly string[]): DidDocument {
  const ids = keys.map(({ fragment }) => `${did}#${fragment}`);
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
    id: did,
    service: [{ id: `${did}#linkeddomains`, type: "LinkedDomains", serviceEndpoint: { origins: [...origins] } }],
    verificationMethod: keys.map(({ fragment, publicJwk }) => ({
      id: `${did}#${fragment}`,
      type: "JsonWebKey2020",
      controller: did,
      publicKeyJwk: publicJwk,
    })),
    authentication: ids,
    assertionMethod: [...ids],
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

type Relationship = "assertionMethod" | "authentication";

/**
 * The public key that a document from outside lists under this key id for this use; null when it does not. Ids may be
 * absolute or a mere `#fragment`, and a method may stand in the list itself.
 */
export function keyInDocument(document: unknown, did: string, keyId: string, use: Relationship): PublicJwk | null {
  if (!isObject(document) || document.id !== did || !keyId.startsWith(`${did}#`)) return null;
  const absolute = (id: unknown) => (typeof id === "string" && id.startsWith("#") ? `${did}${id}` : id);
  const listed = listOf(document[use]).find((entry) => absolute(isObject(entry) ? entry.id : entry) === keyId);
  const method = isObject(listed)
    ? listed
    : listed === undefined
      ? undefined
      : listOf(document.verificationMethod).find((one) => isObject(one) && absolute(one.id) === keyId);
  return isObject(method) ? publicJwkOf(method.publicKeyJwk) : null;
}

/** The origins that a document from outside says belong to its DID. */
export function linkedOrigins(document: unknown): string[] {
  if (!isObject(document)) return [];
  return listOf(document.service).flatMap((service) => {
    if (!isObject(service) || ![service.type].flat().includes("LinkedDomains")) return [];
    const endpoint = service.serviceEndpoint;
    const origins = isObject(endpoint) ? listOf(endpoint.origins) : [endpoint].flat();
    return origins.filter((origin) => typeof origin === "string");
  });
}
