import { fetchJson } from "@/lib/authority/fetch-document";
import type { Ctx } from "@/lib/context";
import { keyInDocument, methodIds } from "@/lib/did/document";
import { didWebDocumentUrl, didWebPlace } from "@/lib/did/web";
import type { OwnKey } from "@/lib/issuer/find-key";
import { invalidField } from "@/lib/kernel/errors";
import { keyThumbprint } from "@/lib/keys/thumbprint";

/** By which name the published document of a `did:web` lists this key for assertions. Throws when it does not. */
export async function listedFragment(
  ctx: Ctx,
  key: Pick<OwnKey, "publicJwk">,
  did: string,
  field: string,
): Promise<{ readonly fragment: string; readonly didPlace: string }> {
  const url = didWebDocumentUrl(did);
  const didPlace = didWebPlace(did);
  if (url === null || didPlace === null)
    throw invalidField(
      field,
      "This DID was not made here: name a did:jwk or did:key of the key, or a did:web that lists it.",
    );
  // Our own documents list what was made here, and that was looked for already.
  if (new URL(url).host === new URL(ctx.publicUrl).host) throw notListed(field);
  const fetched = await fetchJson(ctx, ctx.tenantId, url);
  if (!fetched.ok)
    throw invalidField(field, "The DID document could not be read: publish it first, with this key in it.");
  const thumbprint = keyThumbprint(key.publicJwk);
  const keyId = methodIds(fetched.json).find((id) => {
    const listed = keyInDocument(fetched.json, did, id, "assertionMethod");
    return listed !== null && keyThumbprint(listed) === thumbprint;
  });
  if (keyId === undefined) throw notListed(field);
  return { fragment: keyId.slice(did.length + 1), didPlace };
}

const notListed = (field: string) =>
  invalidField(field, "The DID document does not list this key for assertions: add it, or name another DID.");
