import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import { fetchContractKey } from "@/lib/contract/contract-key";
import { RevokeCredential } from "@/lib/credential/schema";
import { credentialRowId, noSuchCredential } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * The credential's entry turns invalid, the list's version grows, and the session's attempt too: a wallet that asks
 * again at this very moment is not given another. Revoking twice changes nothing.
 */
const revoke = {
  name: "revoke-credential",
  text: `WITH found AS (
      SELECT id, session_id FROM credential
      WHERE tenant_id = $1 AND contract_id = $2 AND id = $3 AND state IN ('issued', 'revoked')),
    revoked AS (
      UPDATE credential k SET state = 'revoked', status_value = 1, revoked_at = $4, revocation_reason = $5
      FROM found WHERE k.tenant_id = $1 AND k.id = found.id AND k.state = 'issued'
      RETURNING k.id, k.status_list_id),
    sessions AS (
      UPDATE issuance_session s SET attempt = s.attempt + 1 FROM found
      WHERE s.tenant_id = $1 AND s.id = found.session_id AND EXISTS (SELECT 1 FROM revoked)),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM revoked)),
    audited AS (${auditInsert(6, "revoked")})
    SELECT id FROM found`,
};

/** Sets the credential's status for good: the next read of its list shows it (security I5). */
export const revokeCredential = defineUseCase(
  { name: "revokeCredential", input: RevokeCredential },
  async (ctx, { credentialId, reason, ...ref }): Promise<void> => {
    const contract = await fetchContractKey(ctx, ref);
    const id = credentialRowId(credentialId);
    const fact = {
      action: "credential.revoked",
      targetType: "credential",
      targetId: id,
      ...(reason && { details: { reason } }),
    };
    const values = [
      ctx.tenantId,
      contract.id,
      id,
      ctx.now(),
      reason || "revoked by the issuer",
      ...auditValues(auditRow(ctx, fact)),
    ];
    if ((await ctx.sql(revoke, values)).length === 0) throw noSuchCredential();
  },
);
