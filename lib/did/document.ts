import { publicJwkOf } from "@/lib/did/public-jwk";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** A key as it stands in a DID document. */
export interface DocumentKey {
  readonly fragment: string;
  readonly publicJwk: PublicJwk;
}

export interface DidDocument {
  id: string;
  "@context": (string | { "@base": string })[];
  service: (
    | { id: string; type: "LinkedDomains"; serviceEndpoint: { origins: string[] } }
    | { id: string; type: "IdentityHub"; serviceEndpoint: { instances: string[] } }
  )[];
  verificationMethod: { id: string; controller: string; type: VerificationMethodType; publicKeyJwk: PublicJwk }[];
  authentication: string[];
  assertionMethod: string[];
}

const DID_CONTEXT = "https://www.w3.org/ns/did/v1";
/** Of a document whose ids are absolute and whose keys are `JsonWebKey2020` (issuance protocol, section 14). */
export const plainContexts: readonly string[] = [DID_CONTEXT, "https://w3id.org/security/suites/jws-2020/v1"];

type VerificationMethodType = "JsonWebKey2020" | "EcdsaSecp256k1VerificationKey2019";

const methodType = ({ crv }: PublicJwk): VerificationMethodType =>
  crv === "secp256k1" ? "EcdsaSecp256k1VerificationKey2019" : "JsonWebKey2020";

/**
 * The document of a `did:web`. One that is linked to a domain has the Admin API's very shape (section 7.2): ids are
 * relative, and `@base` says to what. In any other, ids are absolute, so that a verifier finds the `kid` of a credential
 * by comparing text, and all is said in words that every verifier knows: contexts by their names, keys as
 * `JsonWebKey2020` (issuance protocol, section 14). Keys stand in the order given. The hub is where verifiers of the
 * real service look for status lists; `services` is null for a DID that holds its document in itself.
 */
export function didDocument(
  did: string,
  keys: readonly DocumentKey[],
  services: { readonly origins: readonly string[]; readonly hub: string } | null,
): DidDocument {
  const linked = services !== null && services.origins.length > 0;
  const base = linked ? "" : did;
  const ids = keys.map(({ fragment }) => `${base}#${fragment}`);
  return {
    id: did,
    "@context": linked ? [DID_CONTEXT, { "@base": did }] : [...plainContexts],
    service: services ? servicesOf(base, services) : [],
    verificationMethod: keys.map(({ fragment, publicJwk }) => ({
      id: `${base}#${fragment}`,
      controller: did,
      type: linked ? methodType(publicJwk) : "JsonWebKey2020",
      publicKeyJwk: publicJwk,
    })),
    authentication: ids,
    assertionMethod: [...ids],
  };
}

/** One that is linked to no domain names none. */
const servicesOf = (
  base: string,
  { origins, hub }: { origins: readonly string[]; hub: string },
): DidDocument["service"] => [
  ...(origins.length > 0
    ? [{ id: `${base}#linkeddomains`, type: "LinkedDomains" as const, serviceEndpoint: { origins: [...origins] } }]
    : []),
  { id: `${base}#hub`, type: "IdentityHub", serviceEndpoint: { instances: [hub] } },
];

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

/** The absolute ids of a document's verification methods; what is no such id is left out. */
export function methodIds(document: unknown): string[] {
  if (!isObject(document)) return [];
  return listOf(document.verificationMethod).flatMap((method) => {
    const id = isObject(method) ? method.id : null;
    if (typeof id !== "string" || !id.includes("#")) return [];
    return [id.startsWith("#") ? `${document.id}${id}` : id];
  });
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

/** Whether two addresses are of one origin, however they are written. */
export const sameOrigin = (left: string, right: string): boolean =>
  URL.canParse(left) && URL.canParse(right) && new URL(left).origin === new URL(right).origin;

/** Whether a document from outside says that this origin belongs to its DID. */
export const namesOrigin = (document: unknown, origin: string): boolean =>
  linkedOrigins(document).some((one) => sameOrigin(one, origin));
