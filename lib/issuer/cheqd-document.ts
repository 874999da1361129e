import * as z from "zod";
import { plainContexts } from "@/lib/did/document";
import { didKeyOf } from "@/lib/did/key";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { thumbprintOf } from "@/lib/did/thumbprint";
import type { PublicJwk } from "@/lib/signing-key/schema";

export const CHEQD_FRAGMENT = "key-1";

/** The document that a ledger is asked to hold: one key, which signs credentials. */
export function cheqdDocument(did: string, publicJwk: PublicJwk) {
  const id = `${did}#${CHEQD_FRAGMENT}`;
  return {
    "@context": plainContexts,
    id: did,
    controller: [did],
    verificationMethod: [{ id, type: "JsonWebKey2020", controller: did, publicKeyJwk: publicJwk }],
    authentication: [id],
    assertionMethod: [id],
  };
}

const Held = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(
    z.looseObject({ id: z.string(), publicKeyJwk: z.unknown().optional(), publicKeyMultibase: z.string().optional() }),
  ),
  assertionMethod: z.array(z.unknown()),
});

/** Whether a document in a ledger's hands lets verifiers find our key, in either of the ways to write it, where we say it is. */
export function holdsKey(document: unknown, did: string, publicJwk: PublicJwk): boolean {
  const { data: held } = Held.safeParse(document);
  const ids: unknown[] = [`${did}#${CHEQD_FRAGMENT}`, `#${CHEQD_FRAGMENT}`];
  const method = held?.verificationMethod.find(({ id }) => ids.includes(id));
  if (!held || !method || held.id !== did || !held.assertionMethod.some((id) => ids.includes(id))) return false;
  const jwk = publicJwkOf(method.publicKeyJwk);
  if (jwk) return thumbprintOf(jwk) === thumbprintOf(publicJwk);
  return `did:key:${method.publicKeyMultibase}` === didKeyOf(publicJwk);
}
