import { type AuthorityKeyView, type AuthorityView, KeyVaultMetadata, keyRoles } from "@/lib/authority/schema";
import type { Ctx, Platform } from "@/lib/context";
import type { Prisma } from "@/lib/db/client";
import { didWebDocumentUrl } from "@/lib/did/web";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { PublicJwk } from "@/lib/signing-key/schema";
import { viewColumns as keyColumns, signingKeyView } from "@/lib/signing-key/store";

/** An authority with its keys, for {@link authorityView}. */
export const authorityColumns = {
  id: true,
  name: true,
  did: true,
  domainHost: true,
  didHost: true,
  linkedDomainUrl: true,
  linkedDomainsVerified: true,
  didDocumentStatus: true,
  keyVaultMetadata: true,
  createdAt: true,
  updatedAt: true,
  keys: {
    where: { role: { not: "removed" } },
    select: { role: true, fragment: true, createdAt: true, signingKey: { select: keyColumns } },
    orderBy: [{ createdAt: "desc" }, { signingKeyId: "asc" }],
  },
} satisfies Prisma.AuthoritySelect;

type KeyRow = {
  role: string;
  fragment: string;
  createdAt: Date;
  signingKey: Parameters<typeof signingKeyView>[0];
};

interface AuthorityRow {
  id: string;
  name: string;
  did: string;
  domainHost: string;
  didHost: string;
  linkedDomainUrl: string | null;
  linkedDomainsVerified: boolean;
  didDocumentStatus: string;
  keyVaultMetadata: unknown;
  createdAt: Date;
  updatedAt: Date;
  keys: KeyRow[];
}

/** True when the host leads to this very server, so that its documents can be served and read right here. */
export const isOurHost = (platform: Platform, domainHost: string): boolean =>
  new URL(platform.publicUrl).host === domainHost;

export const authorityView =
  (platform: Platform) =>
  (row: AuthorityRow): AuthorityView => ({
    id: row.id,
    name: row.name,
    did: row.did,
    linkedDomainUrl: row.linkedDomainUrl,
    linkedDomainsVerified: row.linkedDomainsVerified,
    didDocumentStatus: row.didDocumentStatus === "outOfSync" ? "outOfSync" : "published",
    hostedHere: isOurHost(platform, row.domainHost),
    didDocumentUrl: didWebDocumentUrl(row.did) ?? row.did,
    didDocumentHostedHere: isOurHost(platform, row.didHost.split("/", 1)[0] ?? ""),
    keyVaultMetadata: row.keyVaultMetadata === null ? null : KeyVaultMetadata.parse(row.keyVaultMetadata),
    keys: row.keys.map((key) => keyView(row.did, key)).sort(byRole),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });

function keyView(did: string, { role, fragment, createdAt: addedAt, signingKey }: KeyRow): AuthorityKeyView {
  const { id, publicJwk, createdAt: _made, deletionDate: _ends, ...key } = signingKeyView(signingKey);
  return {
    ...key,
    signingKeyId: id,
    role: keyRoles.find((one) => one === role) ?? "retired",
    keyId: `${did}#${fragment}`,
    publicJwk: PublicJwk.parse(publicJwk),
    addedAt: addedAt.toISOString(),
  };
}

const byRole = (left: AuthorityKeyView, right: AuthorityKeyView): number =>
  keyRoles.indexOf(left.role) - keyRoles.indexOf(right.role);

/** The caller's authority; another tenant's is as absent as one that never was (security D3). */
export async function fetchAuthority(ctx: Ctx, authorityId: string): Promise<AuthorityView> {
  const row = isUuid(authorityId)
    ? await ctx.db.authority.findUnique({
        where: { tenantId_id: { tenantId: ctx.tenantId, id: authorityId }, deletedAt: null },
        select: authorityColumns,
      })
    : null;
  if (!row) throw authorityNotFound();
  return authorityView(ctx)(row);
}

/**
 * Holds the authority as it is until the transaction ends; throws `not_found` once it is deleted. What hangs on an
 * authority is made under it, so that nothing is left behind by one that is deleted at the same moment.
 */
export async function holdAuthority(tx: Ctx, authorityId: string): Promise<void> {
  const rows = await tx.db.$queryRaw<unknown[]>`SELECT 1 FROM authority
    WHERE tenant_id = ${tx.tenantId}::uuid AND id = ${authorityId}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (rows.length === 0) throw authorityNotFound();
}

export const authorityNotFound = (): Problem =>
  new Problem("not_found", "There is no such authority.", { fields: { authorityId: "There is no such authority." } });
