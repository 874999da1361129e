import { keyInDocument } from "@/lib/did/document";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { jwkOfDidKey } from "@/lib/did/key";
import { Problem } from "@/lib/kernel/errors";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** Fetches the document of a `did:web` as parsed JSON; throws when it cannot be had. */
export type ResolveWeb = (did: string) => Promise<unknown>;

/**
 * The public key behind the `kid` of a holder's proof (OpenID4VCI 1.0, appendix F.1): `did:jwk` and `did:key` from the
 * identifier itself, `did:web` through `resolveWeb`. Throws `invalid_proof` for everything else.
 */
export async function resolveHolderJwk(kid: string, resolveWeb: ResolveWeb): Promise<PublicJwk> {
  const [did = "", fragment] = kid.split("#", 2);
  const jwk = await holderJwk(did, fragment, resolveWeb);
  if (!jwk) {
    throw new Problem(
      "invalid_proof",
      "The proof's kid names no public key: use did:jwk, did:key (P-256, Ed25519) or did:web.",
    );
  }
  return jwk;
}

async function holderJwk(did: string, fragment: string | undefined, resolveWeb: ResolveWeb): Promise<PublicJwk | null> {
  // Wallets send the bare DID too where it has one key only.
  if (did.startsWith("did:jwk:")) return fragment === undefined || fragment === "0" ? jwkOfDidJwk(did) : null;
  if (did.startsWith("did:key:")) {
    return fragment === undefined || did === `did:key:${fragment}` ? jwkOfDidKey(did) : null;
  }
  if (did.startsWith("did:web:") && fragment) {
    return keyInDocument(await resolveWeb(did), did, `${did}#${fragment}`, "authentication");
  }
  return null;
}
