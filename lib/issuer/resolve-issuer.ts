import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { type ProspectiveIssuer, prospectIssuerOfKey } from "@/lib/issuer/issuer-of-key";
import { prospectKey } from "@/lib/issuer/prospect-key";

interface NamedIssuer {
  /** A key object of the wire, as it came: it may hold secrets, which are sealed at once. */
  readonly issuerKey: unknown;
  readonly issuerDid?: string | undefined;
}

/** What is needed to judge a request before its issuer is there. */
export type JudgedIssuer = Pick<ProspectiveIssuer, "issuer" | "issuerDid" | "settle"> & {
  readonly key: Pick<ProspectiveIssuer["key"], "backend" | "keyType" | "publicJwk">;
};

interface Known {
  readonly authorityId: string;
  readonly signingKeyId: string;
  readonly key: JudgedIssuer["key"];
}

const known = databaseCache<Known>({ name: "resolved-issuers", max: 10_000, ttl: 1000 });

/**
 * Who would sign: the key that `issuerKey` names, and the authority of the caller's tenant that has it under
 * `issuerDid`. Both are made on first use, when it is settled and not before, which takes the right to onboard keys.
 * Throws a 400 that names the member: no key of the caller's and no credentials by which it is reached, or a DID that
 * is not the key's (security S2, S8, I14).
 */
export async function prospectIssuer(ctx: Ctx, { issuerKey, issuerDid }: NamedIssuer): Promise<JudgedIssuer> {
  const cacheKey = ctx.masterKeys.hash("idempotency", JSON.stringify([ctx.tenantId, issuerKey, issuerDid ?? null]));
  const recent = known(ctx).get(cacheKey);
  const issuer = recent && (await findIssuer(ctx, recent.authorityId));
  if (issuer && issuer.signingKeyId === recent?.signingKeyId)
    return { key: recent.key, issuer, issuerDid, settle: async () => issuer };
  const prospect = await prospectIssuerOfKey(ctx, await prospectKey(ctx, issuerKey), issuerDid);
  const settle = async () => {
    const settled = await prospect.settle();
    const { backend, keyType, publicJwk } = prospect.key;
    const { authorityId, signingKeyId } = settled;
    known(ctx).set(cacheKey, { authorityId, signingKeyId, key: { backend, keyType, publicJwk } });
    return settled;
  };
  return { ...prospect, settle };
}

/** Who signs: the same, and there. */
export const resolveIssuer = async (ctx: Ctx, named: NamedIssuer): Promise<Issuer> =>
  (await prospectIssuer(ctx, named)).settle();
