import * as z from "zod";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import { offerUri } from "@/lib/issuance/identifiers";
import { type IssuanceView, type Protocol, SessionFailure, type SessionState } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { standingOf } from "@/lib/issuance/standing";
import { Problem } from "@/lib/kernel/errors";
import { credentialUrn } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

interface IssuanceRow {
  id: string;
  state: SessionState;
  authority_id: string;
  contract_id: string;
  contract_name: string;
  format: FormatId;
  protocol: Protocol;
  sealed_code: string | null;
  tx_code: { length: number } | null;
  failure: unknown;
  created_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  redeemed_at: Date | null;
  issued_at: Date | null;
  ended_at: Date | null;
  credential_ids: string[] | null;
}

const findIssuance = {
  name: "find-issuance",
  text: `SELECT s.id, s.state, s.authority_id, s.contract_id, c.name AS contract_name, s.format, s.protocol, s.sealed_code,
    s.tx_code, s.failure, s.created_at, s.expires_at, s.opened_at, s.redeemed_at, s.issued_at, s.ended_at,
    (SELECT array_agg(k.id) FROM credential k
      WHERE k.tenant_id = s.tenant_id AND k.session_id = s.id AND k.state = 'issued') AS credential_ids
  FROM issuance_session s JOIN contract c ON c.tenant_id = s.tenant_id AND c.id = s.contract_id
  JOIN authority a ON a.tenant_id = s.tenant_id AND a.id = s.authority_id AND a.deleted_at IS NULL
  WHERE s.tenant_id = $1 AND s.id = $2`,
};

/** How an issuance stands, with its offer while that can be taken up. */
export const getIssuance = defineUseCase(
  { name: "getIssuance", input: z.strictObject({ id: z.uuid() }) },
  async (ctx, { id }): Promise<IssuanceView> => {
    const [row] = await ctx.sql<IssuanceRow>(findIssuance, [ctx.tenantId, id]);
    if (!row) throw new Problem("not_found", "There is no such issuance.");
    return issuanceView(ctx, row);
  },
);

async function issuanceView(ctx: Ctx, row: IssuanceRow): Promise<IssuanceView> {
  const state = standingOf(row, ctx.now());
  const open = state === "offered" || state === "opened";
  return {
    id: row.id,
    state,
    contractId: row.contract_id,
    contractName: row.contract_name,
    format: row.format,
    offerUri: row.sealed_code && open ? await offerUriOf(ctx, row, row.sealed_code) : null,
    transactionCode: row.tx_code,
    failure: row.failure ? SessionFailure.parse(row.failure) : null,
    credentialIds: (row.credential_ids ?? []).map(credentialUrn),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    openedAt: row.opened_at?.toISOString() ?? null,
    redeemedAt: row.redeemed_at?.toISOString() ?? null,
    issuedAt: row.issued_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

async function offerUriOf(ctx: Ctx, row: IssuanceRow, sealed: string): Promise<string> {
  const { offerToken } = await unsealColumn(ctx, { tenantId: ctx.tenantId, sessionId: row.id }, "sealed_code", sealed);
  return offerUri(ctx, { authorityId: row.authority_id, protocol: row.protocol, offerToken });
}
