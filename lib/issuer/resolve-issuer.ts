import type { Issuer } from "@/lib/authority/signer";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { adoptKey, followCredentials, isReachable } from "@/lib/issuer/adopt-key";
import { findOwnKey, type OwnKey } from "@/lib/issuer/find-key";
import { importJwk } from "@/lib/issuer/import-jwk";
import { issuerOfKey } from "@/lib/issuer/issuer-of-key";
import { type NamedKey, readKeyObject } from "@/lib/issuer/key-object";
import { invalidField } from "@/lib/kernel/errors";
import type { KnownPublicKey } from "@/lib/keys/public-jwk";
import { requirePermission } from "@/lib/use-case";

export interface NamedIssuer {
  /** A key object of the wire, as it came: it may hold secrets, which are sealed at once. */
  readonly issuerKey: unknown;
  readonly issuerDid?: string | undefined;
}

const known = databaseCache<{ authorityId: string; signingKeyId: string }>({ max: 10_000, ttl: 1000 });

/**
 * Who signs: the key that `issuerKey` names, and the authority of the caller's tenant that has it under `issuerDid`.
 * Both are made on first use, which takes the right to onboard keys. Throws a 400 that names the member: no key of the
 * caller's and no credentials by which it is reached, or a DID that is not the key's (security S2, S8).
 */
export async function resolveIssuer(ctx: Ctx, { issuerKey, issuerDid }: NamedIssuer): Promise<Issuer> {
  const cacheKey = ctx.masterKeys.hash("idempotency", JSON.stringify([ctx.tenantId, issuerKey, issuerDid ?? null]));
  const recent = known(ctx).get(cacheKey);
  const issuer = recent && (await findIssuer(ctx, recent.authorityId));
  if (issuer && issuer.signingKeyId === recent?.signingKeyId) return issuer;
  const found = await issuerOfKey(ctx, await resolveKey(ctx, issuerKey), issuerDid);
  known(ctx).set(cacheKey, { authorityId: found.authorityId, signingKeyId: found.signingKeyId });
  return found;
}

/** The key alone. `field` is where the object stands in the body. */
export async function resolveKey(ctx: Ctx, issuerKey: unknown, field = "issuerKey"): Promise<OwnKey> {
  const named = readKeyObject(issuerKey, field);
  const own = await findOwnKey(ctx, named, field);
  if (own && isReachable(named)) await followCredentials(ctx, named, own, field);
  return own ?? takeUp(ctx, named, field);
}

async function takeUp(ctx: Ctx, named: NamedKey, field: string): Promise<OwnKey> {
  if (named.privateJwk && hasKey(named)) {
    await requirePermission(ctx, "importIssuerKey");
    return importJwk(ctx, named, named.privateJwk, field);
  }
  const adopted = isReachable(named) ? await adoptKey(ctx, named, field) : null;
  if (adopted) return adopted;
  throw invalidField(field, "There is no such key: onboard it first, or send its credentials along.");
}

const hasKey = (named: NamedKey): named is NamedKey & { readonly key: KnownPublicKey } => named.key !== null;
