import * as z from "zod";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import { SessionFailure, type SessionState } from "@/lib/issuance/schema";
import { type IssuanceSessionView, ListIssuanceSessions } from "@/lib/issuance/session-schema";
import { standingOf } from "@/lib/issuance/standing";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import type { Page } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const PAGE = 50;
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

export interface SessionListRow {
  id: string;
  state: SessionState;
  contract_id: string;
  contract_name: string;
  authority_id: string;
  authority_name: string;
  format: FormatId;
  failure: unknown;
  batch_of: string | null;
  batch_position: number;
  created_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  redeemed_at: Date | null;
  issued_at: Date | null;
  ended_at: Date | null;
}

export const sessionListColumns = `s.id, s.state, s.contract_id, c.name AS contract_name, s.authority_id,
  a.name AS authority_name, s.format, s.failure, s.batch_of, s.batch_position, s.created_at, s.expires_at, s.opened_at,
  s.redeemed_at, s.issued_at, s.ended_at`;

export const sessionTables = `issuance_session s
  JOIN contract c ON c.tenant_id = s.tenant_id AND c.id = s.contract_id
  JOIN authority a ON a.tenant_id = s.tenant_id AND a.id = s.authority_id`;

/** The sweeper comes by every half minute: until then the clock decides, as in {@link standingOf}. */
const standing = `CASE WHEN s.state IN ('offered', 'opened') AND s.expires_at <= $9 THEN 'expired' ELSE s.state END`;

const list = (name: string, narrowed: string) => ({
  name,
  text: `SELECT ${sessionListColumns} FROM ${sessionTables}
    WHERE s.tenant_id = $1 AND (s.created_at, s.id) < ($2::timestamptz, $3::uuid)
      AND ($4::timestamptz IS NULL OR s.created_at >= $4) AND ($5::timestamptz IS NULL OR s.created_at <= $5)
      AND ($6::text IS NULL OR ${standing} = $6) AND ${narrowed}
    ORDER BY s.created_at DESC, s.id DESC LIMIT ${PAGE + 1}`,
});

/** Statements of their own, so that each has its index. */
const statements = {
  all: list("list-issuance-sessions", "$7::uuid IS NULL AND $8::uuid IS NULL"),
  contract: list(
    "list-issuance-sessions-of-contract",
    "s.contract_id = $7 AND ($8::uuid IS NULL OR s.authority_id = $8)",
  ),
  authority: list("list-issuance-sessions-of-authority", "$7::uuid IS NULL AND s.authority_id = $8"),
};

/** Offers and what became of them, the newest first. */
export const listIssuanceSessions = defineUseCase(
  { name: "listIssuanceSessions", input: ListIssuanceSessions },
  async (ctx, { state, contractId, authorityId, from, until, cursor }): Promise<Page<IssuanceSessionView>> => {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const statement = contractId ? statements.contract : authorityId ? statements.authority : statements.all;
    const rows = await ctx.sql<SessionListRow>(statement, [
      ctx.tenantId,
      after.at,
      after.id,
      from ?? null,
      until ?? null,
      state ?? null,
      contractId ?? null,
      authorityId ?? null,
      ctx.now(),
    ]);
    const shown = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => sessionView(ctx, row)),
      nextCursor: last ? writeCursor({ at: last.created_at, id: last.id }) : null,
    };
  },
);

export const sessionView = (ctx: Ctx, row: SessionListRow): IssuanceSessionView => ({
  id: row.id,
  state: standingOf(row, ctx.now()),
  contractId: row.contract_id,
  contractName: row.contract_name,
  authorityId: row.authority_id,
  authorityName: row.authority_name,
  format: row.format,
  failure: z.nullable(SessionFailure).parse(row.failure),
  batchPosition: row.batch_of === null ? null : row.batch_position + 1,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
  redeemedAt: row.redeemed_at?.toISOString() ?? null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
