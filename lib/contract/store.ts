import * as z from "zod";
import type { Platform } from "@/lib/context";
import { ContractDisplays } from "@/lib/contract/display-schema";
import { ContractRules } from "@/lib/contract/rules-schema";
import { FormatId } from "@/lib/contract/schema";
import { databaseCache } from "@/lib/db/database-cache";

/** What a version of a contract says; never changed once written. */
export interface ContractContent {
  readonly rules: ContractRules;
  readonly displays: ContractDisplays;
}

/** A contract with the content of its newest version. */
export interface CurrentContract extends ContractContent {
  readonly id: string;
  /** Its id on the Admin API's wire and in the manifest URL. */
  readonly publicId: string;
  readonly authorityId: string;
  readonly name: string;
  /** The Issuer API's configuration that it stands for; null for one that somebody designed. */
  readonly configurationId: string | null;
  readonly version: number;
  /** The formats offered, the default first. */
  readonly formats: readonly FormatId[];
  readonly availableInVcDirectory: boolean;
  readonly issueNotificationEnabled: boolean;
  readonly issueNotificationAllowedToGroupOids: readonly string[] | null;
  readonly allowOverrideValidityIntervalOnIssuance: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Versions do not change, so what was parsed once stays right. */
const contents = databaseCache<ContractContent>({ name: "contract-contents", max: 2000 });

interface VersionRef {
  readonly tenantId: string;
  readonly contractId: string;
  readonly version: number;
}

const versionKey = ({ tenantId, contractId, version }: VersionRef) => `${tenantId}/${contractId}/${version}`;

/** What the row of a version says, judged by the schemas once and no more. */
export function contentOf(
  platform: Platform,
  ref: VersionRef,
  row: { readonly rules: unknown; readonly displays: unknown } | undefined,
): ContractContent {
  const known = contents(platform).get(versionKey(ref));
  if (known) return known;
  const content = { rules: ContractRules.parse(row?.rules), displays: ContractDisplays.parse(row?.displays) };
  contents(platform).set(versionKey(ref), content);
  return content;
}

const findVersion = {
  name: "find-contract-version",
  text: `SELECT rules, displays FROM contract_version WHERE tenant_id = $1 AND contract_id = $2 AND version = $3`,
};

/** Rules and displays of one version of a contract; null when there is none. */
export async function contractVersion(
  platform: Platform,
  tenantId: string,
  contractId: string,
  version: number,
): Promise<ContractContent | null> {
  const ref = { tenantId, contractId, version };
  const known = contents(platform).get(versionKey(ref));
  if (known) return known;
  const values = [tenantId, contractId, version];
  const [row] = await platform.sql<{ rules: unknown; displays: unknown }>(findVersion, values);
  return row ? contentOf(platform, ref, row) : null;
}

const currentColumns = `c.id, c.public_id, c.authority_id, c.name, c.configuration_id, c.version, c.formats,
  c.available_in_vc_directory, c.issue_notification_enabled, c.issue_notification_allowed_to_group_oids,
  c.allow_override_validity_interval_on_issuance, c.created_at, c.updated_at`;

const findByPublicId = {
  name: "find-contract-by-public-id",
  text: `SELECT ${currentColumns} FROM contract c WHERE c.tenant_id = $1 AND c.public_id = $2 AND c.archived_at IS NULL`,
};

const findById = {
  name: "find-contract-by-id",
  text: `SELECT ${currentColumns} FROM contract c WHERE c.tenant_id = $1 AND c.id = $2 AND c.archived_at IS NULL`,
};

const findByConfiguration = {
  name: "find-contract-by-configuration",
  text: `SELECT ${currentColumns} FROM contract c WHERE c.tenant_id = $1 AND c.authority_id = $2 AND c.configuration_id = $3
    AND c.archived_at IS NULL`,
};

const listCurrent = {
  name: "list-current-contracts",
  text: `SELECT ${currentColumns}, v.rules, v.displays FROM contract c
    JOIN contract_version v ON v.tenant_id = c.tenant_id AND v.contract_id = c.id AND v.version = c.version
    WHERE c.tenant_id = $1 AND c.authority_id = $2 AND c.archived_at IS NULL
    ORDER BY c.created_at, c.id`,
};

interface CurrentRow {
  id: string;
  public_id: string;
  authority_id: string;
  name: string;
  configuration_id: string | null;
  version: number;
  formats: unknown;
  available_in_vc_directory: boolean;
  issue_notification_enabled: boolean;
  issue_notification_allowed_to_group_oids: unknown;
  allow_override_validity_interval_on_issuance: boolean;
  created_at: Date;
  updated_at: Date;
}

const Formats = z.array(FormatId).min(1);
const GroupIds = z.array(z.string()).nullable();

const currentContract = (row: CurrentRow, content: ContractContent): CurrentContract => ({
  id: row.id,
  publicId: row.public_id,
  authorityId: row.authority_id,
  name: row.name,
  configurationId: row.configuration_id,
  version: row.version,
  formats: Formats.parse(row.formats),
  availableInVcDirectory: row.available_in_vc_directory,
  issueNotificationEnabled: row.issue_notification_enabled,
  issueNotificationAllowedToGroupOids: GroupIds.parse(row.issue_notification_allowed_to_group_oids),
  allowOverrideValidityIntervalOnIssuance: row.allow_override_validity_interval_on_issuance,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  ...content,
});

/** Its content is read apart, once for each version: with logos in it, it is by far the most of a contract. */
async function withContent(
  platform: Platform,
  tenantId: string,
  row: CurrentRow | undefined,
): Promise<CurrentContract | null> {
  const content = row && (await contractVersion(platform, tenantId, row.id, row.version));
  return content ? currentContract(row, content) : null;
}

/** The tenant's contract of this public id, unless it is archived, with its newest content; null when there is none. */
export async function findContractByPublicId(
  platform: Platform,
  tenantId: string,
  publicId: string,
): Promise<CurrentContract | null> {
  const [row] = await platform.sql<CurrentRow>(findByPublicId, [tenantId, publicId]);
  return withContent(platform, tenantId, row);
}

/** The tenant's contract of this row id, unless it is archived, with its newest content; null when there is none. */
export async function findContractById(
  platform: Platform,
  tenantId: string,
  id: string,
): Promise<CurrentContract | null> {
  const [row] = await platform.sql<CurrentRow>(findById, [tenantId, id]);
  return withContent(platform, tenantId, row);
}

/** The contract that stands for a configuration of the Issuer API under an authority; null when there is none in use. */
export async function findContractByConfiguration(
  platform: Platform,
  tenantId: string,
  authorityId: string,
  configurationId: string,
): Promise<CurrentContract | null> {
  const [row] = await platform.sql<CurrentRow>(findByConfiguration, [tenantId, authorityId, configurationId]);
  return withContent(platform, tenantId, row);
}

/** Every contract of an authority that is not archived, with its newest content, oldest first. */
export async function currentContracts(
  platform: Platform,
  tenantId: string,
  authorityId: string,
): Promise<CurrentContract[]> {
  const rows = await platform.sql<CurrentRow & { rules: unknown; displays: unknown }>(listCurrent, [
    tenantId,
    authorityId,
  ]);
  return rows.map((row) => {
    const ref = { tenantId, contractId: row.id, version: row.version };
    return currentContract(row, contentOf(platform, ref, row));
  });
}
