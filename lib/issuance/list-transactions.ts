import * as z from "zod";
import { fetchAuthority } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { ListTransactions, Registration, SessionFailure, type TransactionView } from "@/lib/issuance/schema";
import { standingOf } from "@/lib/issuance/standing";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { credentialUrn } from "@/lib/kernel/ids";
import type { Page } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

const listStatement = {
  name: "list-transactions",
  text: `SELECT s.id, s.state, c.public_id AS contract_public_id, c.name AS contract_name, s.format, s.registration,
      s.failure, s.created_at, s.expires_at, s.opened_at, s.redeemed_at, s.issued_at, s.ended_at,
      (SELECT array_agg(k.id ORDER BY k.prepared_at, k.id) FROM credential k WHERE k.tenant_id = s.tenant_id
        AND k.session_id = s.id AND k.state IN ('issued', 'revoked')) AS credential_ids
    FROM issuance_session s JOIN contract c ON c.tenant_id = s.tenant_id AND c.id = s.contract_id
    WHERE s.tenant_id = $1 AND s.authority_id = $2 AND (s.created_at, s.id) < ($3::timestamptz, $4::uuid)
      AND s.created_at >= COALESCE($5::timestamptz, '-infinity') AND s.created_at < COALESCE($6::timestamptz, 'infinity')
    ORDER BY s.created_at DESC, s.id DESC LIMIT $7`,
};

interface Row {
  id: string;
  state: TransactionView["state"];
  contract_public_id: string;
  contract_name: string;
  format: TransactionView["format"];
  registration: unknown;
  failure: unknown;
  created_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  redeemed_at: Date | null;
  issued_at: Date | null;
  ended_at: Date | null;
  credential_ids: string[] | null;
}

/** What an authority's offers came to, the newest first, within a time when one is given. */
export const listTransactions = defineUseCase(
  { name: "listTransactions", input: ListTransactions },
  async (ctx, { authorityId, from, until, limit, cursor }): Promise<Page<TransactionView>> => {
    const authority = await fetchAuthority(ctx, authorityId);
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const values = [ctx.tenantId, authority.id, after.at, after.id, from ?? null, until ?? null, limit + 1];
    const rows = await ctx.sql<Row>(listStatement, values);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => transactionView(ctx, row)),
      nextCursor: last ? writeCursor({ at: last.created_at, id: last.id }) : null,
    };
  },
);

const transactionView = (ctx: Ctx, row: Row): TransactionView => ({
  id: row.id,
  state: standingOf(row, ctx.now()),
  contractPublicId: row.contract_public_id,
  contractName: row.contract_name,
  format: row.format,
  clientName: z.nullable(Registration).parse(row.registration)?.clientName ?? null,
  credentialIds: (row.credential_ids ?? []).map(credentialUrn),
  failure: z.nullable(SessionFailure).parse(row.failure),
  createdAt: row.created_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
  redeemedAt: row.redeemed_at?.toISOString() ?? null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
