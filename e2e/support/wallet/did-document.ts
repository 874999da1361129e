import { importJWK, type JWK } from "jose";
import { ask } from "@/e2e/support/wallet/ask";
import { granted } from "@/e2e/support/wallet/wallet";

export interface DidDocument {
  id: string;
  verificationMethod: { id: string; controller: string; publicKeyJwk: JWK }[];
  assertionMethod: string[];
  service: { type: string; serviceEndpoint: { origins: string[] } }[];
}

/** The address of a did:web's document (did:web, read). */
function documentUrlOf(did: string): URL {
  const [host = "", ...path] = did
    .replace(/^did:web:/, "")
    .split(":")
    .map(decodeURIComponent);
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? "http" : "https";
  return new URL(`${scheme}://${host}/${path.length > 0 ? path.join("/") : ".well-known"}/did.json`);
}

/** Reads a did:web's document where `server` hosts it: the domain's name goes into `Host`, as its DNS entry would. */
export async function hostedDidDocument(server: string, did: string): Promise<DidDocument> {
  const url = documentUrlOf(did);
  const answer = await ask(new URL(url.pathname, server).href, { host: url.host });
  const document = granted<DidDocument>("did.json", answer);
  if (document.id !== did) throw new Error(`${url.href} is the document of ${document.id}`);
  return document;
}

/** The document that a did:jwk is (did:jwk, read). */
export function jwkDidDocument(did: string): DidDocument {
  const publicKeyJwk = JSON.parse(Buffer.from(did.slice("did:jwk:".length), "base64url").toString()) as JWK;
  const id = `${did}#0`;
  const verificationMethod = [{ id, controller: did, publicKeyJwk }];
  return { id: did, verificationMethod, assertionMethod: [id], service: [] };
}

/** The key that a JWT's `kid` names, if the document lets it make assertions. */
export async function assertionKey(document: DidDocument, keyId: string, algorithm: string) {
  const absolute = (id: string) => (id.startsWith("#") ? document.id + id : id);
  if (!document.assertionMethod.map(absolute).includes(keyId)) throw new Error(`${keyId} makes no assertions`);
  const method = document.verificationMethod.find(({ id }) => absolute(id) === keyId);
  if (!method) throw new Error(`${keyId} is not in the document`);
  if ("d" in method.publicKeyJwk) throw new Error(`${keyId} shows its private half`);
  return importJWK(method.publicKeyJwk, algorithm);
}
