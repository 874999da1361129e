import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { fetchContractKey } from "@/lib/contract/contract-key";
import type { SuspendCredential } from "@/lib/credential/schema";
import { credentialRowId, noSuchCredential } from "@/lib/credential/store";
import type { Statement } from "@/lib/db/sql";
import { Problem } from "@/lib/kernel/errors";

/** A turn of a credential that can be taken back: what its list shows before and after. */
interface Turn {
  readonly statement: Statement;
  readonly action: string;
  readonly to: number;
}

/**
 * One statement that turns the entry, lets the list's version grow, and the session's attempt too: a wallet that asks
 * again at this very moment is not given another credential.
 */
export const turnStatement = (name: string, from: number, to: number): Statement => ({
  name,
  text: `WITH found AS (
      SELECT id, session_id, state, status_value FROM credential
      WHERE tenant_id = $1 AND contract_id = $2 AND id = $3 AND state IN ('issued', 'revoked')),
    turned AS (
      UPDATE credential k SET status_value = ${to}, suspended_at = $4::timestamptz
      FROM found WHERE k.tenant_id = $1 AND k.id = found.id AND k.state = 'issued' AND k.status_value = ${from}
      RETURNING k.id, k.status_list_id),
    sessions AS (
      UPDATE issuance_session s SET attempt = s.attempt + 1 FROM found
      WHERE s.tenant_id = $1 AND s.id = found.session_id AND EXISTS (SELECT 1 FROM turned)),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM turned)),
    audited AS (${auditInsert(5, "turned")})
    SELECT state, status_value, (SELECT count(*) FROM turned)::int AS turned FROM found`,
});

interface Found {
  state: "issued" | "revoked";
  status_value: number;
  turned: number;
}

/** What was read may have changed before it was turned: then it is read again. */
const TRIES = 5;

/** Done twice it changes nothing. A revoked credential is beyond it (security I5). */
export async function turn(
  ctx: Ctx,
  { credentialId, reason, ...ref }: SuspendCredential,
  { statement, action, to }: Turn,
): Promise<void> {
  const contract = await fetchContractKey(ctx, ref);
  const id = credentialRowId(credentialId);
  const details = { ...(reason && { reason }) };
  const values = [ctx.tenantId, contract.id, id, to === 0 ? null : ctx.now()];
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const fact = { action, targetType: "credential", targetId: id, details };
    const [found] = await ctx.sql<Found>(statement, [...values, ...auditValues(auditRow(ctx, fact))]);
    if (!found) throw noSuchCredential();
    if (found.state === "revoked") {
      throw new Problem("conflict", "This credential is revoked, and that is final.");
    }
    if (found.turned === 1 || found.status_value === to) return;
  }
  throw new Problem("conflict", "This credential is being changed by others: look at it and try again.");
}
