import * as z from "zod";
import type { Ctx, Platform } from "@/lib/context";
import { type ContractRef, type ContractView, FormatId } from "@/lib/contract/schema";
import { contentOf } from "@/lib/contract/store";
import type { Prisma } from "@/lib/db/client";
import { base64url } from "@/lib/kernel/bytes";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";

/** A contract with all its versions asked for, of which a view needs the newest. */
export const contractColumns = {
  id: true,
  publicId: true,
  authorityId: true,
  name: true,
  configurationId: true,
  version: true,
  formats: true,
  availableInVcDirectory: true,
  issueNotificationEnabled: true,
  issueNotificationAllowedToGroupOids: true,
  allowOverrideValidityIntervalOnIssuance: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
  versions: { select: { rules: true, displays: true }, orderBy: { version: "desc" }, take: 1 },
} satisfies Prisma.ContractSelect;

type ContractRow = Prisma.ContractGetPayload<{ select: typeof contractColumns }>;

const Formats = z.array(FormatId).min(1);
const GroupIds = z.array(z.string()).nullable();

export const contractView =
  (platform: Platform, tenantId: string) =>
  ({ versions: [content], createdAt, updatedAt, archivedAt, ...row }: ContractRow): ContractView => ({
    ...row,
    ...contentOf(platform, { tenantId, contractId: row.id, version: row.version }, content),
    formats: Formats.parse(row.formats),
    issueNotificationAllowedToGroupOids: GroupIds.parse(row.issueNotificationAllowedToGroupOids),
    manifestUrl: manifestUrl(platform, tenantId, row.publicId),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  });

/** Names are compared without case (Admin API reference, section 8.6). */
export const contractNameKey = (name: string): string => name.normalize("NFC").toLowerCase();

/** The id on the Admin API's wire: base64url of the tenant's id and the lower-case name (section 8.7). */
export const contractPublicId = (tenantId: string, name: string): string =>
  base64url(`${tenantId}${contractNameKey(name)}`);

/** Names a contract in issuance requests (section 8.8). */
export const manifestUrl = (platform: Platform, tenantId: string, publicId: string): string =>
  `${platform.publicUrl}/v1.0/tenants/${tenantId}/verifiableCredentials/contracts/${publicId}/manifest`;

/** The caller's contract while it is in use; an archived one is absent, too. */
export async function fetchLiveContract(ctx: Ctx, ref: ContractRef): Promise<ContractView> {
  const contract = await fetchContract(ctx, ref);
  if (contract.archivedAt !== null) throw contractNotFound();
  return contract;
}

/**
 * The caller's contract, archived or not; another tenant's or another authority's is as absent as one that never was
 * (security D3).
 */
export async function fetchContract(ctx: Ctx, { authorityId, contractId }: ContractRef): Promise<ContractView> {
  const known = authorityId === undefined || isUuid(authorityId);
  const row =
    known &&
    (await ctx.db.contract.findFirst({
      where: {
        tenantId: ctx.tenantId,
        ...(isUuid(contractId) ? { id: contractId } : { publicId: contractId }),
        ...(authorityId !== undefined && { authorityId }),
        authority: { is: { deletedAt: null } },
      },
      select: contractColumns,
    }));
  if (!row) throw contractNotFound();
  return contractView(ctx, ctx.tenantId)(row);
}

export function contractNotFound(): Problem {
  const message = "There is no such contract.";
  return new Problem("not_found", message, { fields: { contractId: message } });
}
