import { findIssuer, type Issuer } from "@/lib/authority/signer";
import { type Ctx, inTransaction } from "@/lib/context";
import { defaultDid, fragmentOf, jwkInside, selfContainedMethod } from "@/lib/issuer/did-of-key";
import type { OwnKey } from "@/lib/issuer/find-key";
import { listedFragment } from "@/lib/issuer/listed-fragment";
import { type NewIssuer, placeIssuer } from "@/lib/issuer/place-issuer";
import type { ProspectiveKey } from "@/lib/issuer/prospect-key";
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

/** Who would sign: there already, or judged so far that nothing but its making is left. */
export interface ProspectiveIssuer {
  readonly key: ProspectiveKey;
  /** Null while it is to be made. */
  readonly issuer: Issuer | null;
  /** The DID that the request names. */
  readonly issuerDid: string | undefined;
  /** Makes what is to be made: the key ours, and its authority. */
  settle(): Promise<Issuer>;
}

/**
 * The authority that signs by this key under this DID. Without a DID it is the first that the key has, or that of its
 * did:key. Throws where the DID is not the key's, and writes nothing (security I14).
 */
export async function prospectIssuerOfKey(
  ctx: Ctx,
  key: ProspectiveKey,
  issuerDid: string | undefined,
): Promise<ProspectiveIssuer> {
  if (issuerDid !== undefined && (issuerDid.length > 4096 || !DID.test(issuerDid)))
    throw invalidField(FIELD, "Give a DID such as did:jwk:…, or leave it out.");
  const known = key.id === null ? null : await knownIssuer(ctx, key.id, issuerDid);
  if (known) return { key, issuer: known, issuerDid, settle: () => key.take().then(() => known) };
  const planned = await planIssuer(ctx, key, issuerDid ?? defaultDid(key));
  await requirePermission(ctx, "importIssuerKey");
  const settle = async () => {
    const own = await key.take();
    // Of a key without a DID in the request another request may have become the issuer meanwhile.
    const made = issuerDid === undefined ? await knownIssuer(ctx, own.id, issuerDid) : null;
    return made ?? requireLiving(ctx, await makeIssuer(ctx, { ...planned, signingKeyId: own.id }));
  };
  return { key, issuer: null, issuerDid, settle };
}

async function knownIssuer(ctx: Ctx, signingKeyId: string, issuerDid: string | undefined): Promise<Issuer | null> {
  const [known] = await ctx.sql<{ id: string }>(findAuthority, [ctx.tenantId, signingKeyId, issuerDid ?? null]);
  return known ? requireLiving(ctx, known.id) : null;
}

async function requireLiving(ctx: Ctx, authorityId: string): Promise<Issuer> {
  const issuer = await findIssuer(ctx, authorityId);
  if (issuer?.tenantId === ctx.tenantId) return issuer;
  throw new Problem("unavailable", "The issuer is just changing: ask again.", { retryAfterSeconds: 1 });
}

function makeIssuer(ctx: Ctx, issuer: NewIssuer): Promise<string> {
  const { did, signingKeyId } = issuer;
  return inTransaction(ctx, async (tx) => {
    // Written to, so that nobody has it destroyed before it is in use, and two requests make one authority.
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id: signingKeyId, state: "enabled" },
      data: { updatedAt: tx.now() },
    });
    if (count !== 1) throw invalidField("issuerKey", "This key can no longer sign: name another.");
    const made = await tx.db.authority.findFirst({
      where: { tenantId: tx.tenantId, did, deletedAt: null, keys: { some: { signingKeyId, role: "current" } } },
      select: { id: true },
    });
    if (made) return made.id;
    await placeIssuer(tx, issuer);
    return issuer.id;
  });
}

async function planIssuer(ctx: Ctx, key: ProspectiveKey, did: string): Promise<Omit<NewIssuer, "signingKeyId">> {
  const common = { id: ctx.random.uuid(), name: issuerName(key), did, didPlace: "" };
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
