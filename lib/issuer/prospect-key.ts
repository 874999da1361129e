import type { Ctx } from "@/lib/context";
import { adoptKey, followCredentials, isReachable, reachKey } from "@/lib/issuer/adopt-key";
import { findOwnKey, type OwnKey } from "@/lib/issuer/find-key";
import { importJwk } from "@/lib/issuer/import-jwk";
import { type NamedKey, readKeyObject } from "@/lib/issuer/key-object";
import { invalidField } from "@/lib/kernel/errors";
import type { KnownPublicKey } from "@/lib/keys/public-jwk";
import { requirePermission } from "@/lib/use-case";

/** A key that a request names: ours, or one that its caller brings and that becomes ours when it is taken. */
export interface ProspectiveKey extends Omit<OwnKey, "id"> {
  /** Null while it is not ours. */
  readonly id: string | null;
  /** Makes it ours, its secrets sealed; where it is, takes over the credentials that came with it. */
  take(): Promise<OwnKey>;
}

/**
 * Finds the key that a key object names and judges it, and writes nothing: so that a request which is refused for
 * something else leaves no key behind (security I14). `field` is where the object stands in the body.
 */
export async function prospectKey(ctx: Ctx, issuerKey: unknown, field = "issuerKey"): Promise<ProspectiveKey> {
  const named = readKeyObject(issuerKey, field);
  const own = await findOwnKey(ctx, named, field);
  if (own) return { ...own, take: () => keptKey(ctx, named, own, field) };
  const brought = await broughtJwk(ctx, named, field);
  if (brought) return brought;
  const found = isReachable(named) ? await reachKey(ctx, named, field) : null;
  if (found && isReachable(named)) {
    const { keyType, publicJwk } = found;
    return { id: null, backend: named.backend, keyType, publicJwk, take: () => adoptKey(ctx, named, found, field) };
  }
  throw invalidField(field, "There is no such key: onboard it first, or send its credentials along.");
}

async function keptKey(ctx: Ctx, named: NamedKey, own: OwnKey, field: string): Promise<OwnKey> {
  if (isReachable(named)) await followCredentials(ctx, named, own, field);
  return own;
}

async function broughtJwk(ctx: Ctx, named: NamedKey, field: string): Promise<ProspectiveKey | null> {
  const { privateJwk, backend } = named;
  if (!privateJwk || !hasKey(named)) return null;
  await requirePermission(ctx, "importIssuerKey");
  const { keyType, jwk: publicJwk } = named.key;
  return { id: null, backend, keyType, publicJwk, take: () => importJwk(ctx, named, privateJwk, field) };
}

const hasKey = (named: NamedKey): named is NamedKey & { readonly key: KnownPublicKey } => named.key !== null;
