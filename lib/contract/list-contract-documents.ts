import * as z from "zod";
import { fetchAuthority } from "@/lib/authority/store";
import { manifestUrl } from "@/lib/contract/rows";
import { readCursor } from "@/lib/kernel/cursor";
import { type Page, PageRequest, pageOf } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

/** A contract of a list. What is stored as JSON is passed on as the text it is: a thousand of them are parsed by nobody. */
export interface ContractDocument {
  readonly id: string;
  readonly publicId: string;
  readonly authorityId: string;
  readonly name: string;
  readonly manifestUrl: string;
  readonly availableInVcDirectory: boolean;
  readonly issueNotificationEnabled: boolean;
  readonly allowOverrideValidityIntervalOnIssuance: boolean;
  readonly groupOidsJson: string;
  readonly formatsJson: string;
  readonly rulesJson: string;
  readonly displaysJson: string;
  readonly createdAt: Date;
}

const listStatement = {
  name: "list-contract-documents",
  text: `SELECT c.id, c.public_id AS "publicId", c.authority_id AS "authorityId", c.name,
      c.available_in_vc_directory AS "availableInVcDirectory",
      c.issue_notification_enabled AS "issueNotificationEnabled",
      c.allow_override_validity_interval_on_issuance AS "allowOverrideValidityIntervalOnIssuance",
      COALESCE(c.issue_notification_allowed_to_group_oids::text, 'null') AS "groupOidsJson",
      c.formats::text AS "formatsJson", v.rules::text AS "rulesJson", v.displays::text AS "displaysJson",
      c.created_at AS "createdAt"
    FROM contract c
    JOIN contract_version v ON v.tenant_id = c.tenant_id AND v.contract_id = c.id AND v.version = c.version
    WHERE c.tenant_id = $1 AND c.authority_id = $2 AND c.archived_at IS NULL
      AND ($3::timestamptz IS NULL OR c.created_at < $3 OR (c.created_at = $3 AND c.id > $4::uuid))
    ORDER BY c.created_at DESC, c.id LIMIT $5`,
};

/** The contracts of one authority as API clients read them, newest first: all of them, or a page. */
export const listContractDocuments = defineUseCase(
  { name: "listContractDocuments", input: PageRequest.extend({ authorityId: z.string().max(200) }) },
  async (ctx, { authorityId, ...request }): Promise<Page<ContractDocument>> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    const after = request.cursor === undefined ? null : readCursor(request.cursor);
    const limit = request.limit === undefined ? null : request.limit + 1;
    const values = [ctx.tenantId, id, after?.at ?? null, after?.id ?? null, limit];
    const rows = await ctx.sql<Omit<ContractDocument, "manifestUrl">>(listStatement, values);
    return pageOf(rows, request, (row) => ({ ...row, manifestUrl: manifestUrl(ctx, ctx.tenantId, row.publicId) }));
  },
);
