import { findIssuer, type Issuer } from "@/lib/authority/signer";
import { type Ctx, inTransaction } from "@/lib/context";
import { defaultDid, fragmentOf, jwkInside, selfContainedMethod } from "@/lib/issuer/did-of-key";
import type { OwnKey } from "@/lib/issuer/find-key";
import { listedFragment } from "@/lib/issuer/listed-fragment";
import { type NewIssuer, placeIssuer } from "@/lib/issuer/place-issuer";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { requirePermission } from "@/lib/use-case";

/** The living authorities that sign by a key, those of the named DID, or else the oldest. */
const findAuthority = {
  name: "find-authority-of-key",
  text: `SELECT a.id FROM authority a
    JOIN authority_key k ON k.tenant_id = a.tenant_id AND k.authority_id = a.id AND k.role = 'current'
    WHERE a.tenant_id = $1 AND k.signing_key_id = $2 AND a.deleted_at IS NULL AND ($3::text IS NULL OR a.did = $3)
    ORDER BY a.created_at, a.id LIMIT 1`,
};

const DID = /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/;
const FIELD = "issuerDid";

/**
 * The authority that signs by this key under this DID; made when it is new. Without a DID it is the first that the key
 * has, or that of its did:key. Throws where the DID is not the key's.
 */
export async function issuerOfKey(ctx: Ctx, key: OwnKey, issuerDid: string | undefined): Promise<Issuer> {
  if (issuerDid !== undefined && (issuerDid.length > 4096 || !DID.test(issuerDid)))
    throw invalidField(FIELD, "Give a DID such as did:jwk:…, or leave it out.");
  const [known] = await ctx.sql<{ id: string }>(findAuthority, [ctx.tenantId, key.id, issuerDid ?? null]);
  return requireLiving(ctx, known?.id ?? (await makeIssuer(ctx, key, issuerDid ?? defaultDid(key))));
}

async function requireLiving(ctx: Ctx, authorityId: string): Promise<Issuer> {
  const issuer = await findIssuer(ctx, authorityId);
  if (issuer?.tenantId === ctx.tenantId) return issuer;
  throw new Problem("unavailable", "The issuer is just changing: ask again.", { retryAfterSeconds: 1 });
}

async function makeIssuer(ctx: Ctx, key: OwnKey, did: string): Promise<string> {
  const issuer = await newIssuer(ctx, key, did);
  await requirePermission(ctx, "importIssuerKey");
  return inTransaction(ctx, async (tx) => {
    // Written to, so that nobody has it destroyed before it is in use, and two requests make one authority.
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id: key.id, state: "enabled" },
      data: { updatedAt: tx.now() },
    });
    if (count !== 1) throw invalidField("issuerKey", "This key can no longer sign: name another.");
    const made = await tx.db.authority.findFirst({
      where: { tenantId: tx.tenantId, did, deletedAt: null, keys: { some: { signingKeyId: key.id, role: "current" } } },
      select: { id: true },
    });
    if (made) return made.id;
    await placeIssuer(tx, issuer);
    return issuer.id;
  });
}

async function newIssuer(ctx: Ctx, key: OwnKey, did: string): Promise<NewIssuer> {
  const common = { id: ctx.random.uuid(), name: issuerName(key), signingKeyId: key.id, did, didPlace: "" };
  const method = selfContainedMethod(did);
  if (method) {
    const inside = jwkInside(did, method);
    if (!inside || keyThumbprint(inside) !== keyThumbprint(key.publicJwk))
      throw invalidField(FIELD, "This DID is of another key: name the DID of issuerKey, or leave it out.");
    return { ...common, didMethod: method, fragment: fragmentOf(did, method) };
  }
  return { ...common, didMethod: "web", ...(await listedFragment(ctx, key, did, FIELD)) };
}

/** Until somebody gives it a better one. */
export const issuerName = ({ publicJwk }: Pick<OwnKey, "publicJwk">): string =>
  `Issuer ${keyThumbprint(publicJwk).slice(0, 8)}`;
