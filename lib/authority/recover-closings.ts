import { closeAuthority } from "@/lib/authority/close-authority";
import { doomedKeys } from "@/lib/authority/doomed-keys";
import { markDoomedKeys } from "@/lib/authority/finish-closing";
import type { Platform } from "@/lib/context";
import { type DueRow, dueRows, inTurn, putOff, recoveryCtx } from "@/lib/db/in-turn";
import { logSkipped } from "@/lib/kernel/log-skipped";

const findUnclosed = {
  name: "find-unclosed-authorities",
  text: dueRows(
    `SELECT a.tenant_id, a.id, a.close_after AS retry_after FROM authority a WHERE a.deleted_at IS NOT NULL AND (
        a.verifiable_until IS NULL OR EXISTS (SELECT 1 FROM status_list l
          WHERE l.tenant_id = a.tenant_id AND l.authority_id = a.id AND l.state <> 'final'))`,
    1,
  ),
};

const turn = {
  name: "recover-closings",
  failed: {
    name: "put-off-closing",
    text: `UPDATE authority SET close_after = ${putOff("closing_tries", "$1")}, closing_tries = closing_tries + 1
      WHERE tenant_id = $2 AND id = $3`,
  },
};

const findTenantsWithDoomed = {
  name: "find-tenants-with-doomed-keys",
  text: `SELECT DISTINCT s.tenant_id ${doomedKeys}`,
};

/**
 * Goes on with opt-outs and deletions of authorities that a crash or a silent key store left half done: signs last
 * lists, and marks keys, which the keys' own recovery then has destroyed.
 */
export async function recoverClosings(platform: Platform): Promise<void> {
  await inTurn(platform, await platform.sql<DueRow>(findUnclosed, [platform.now()]), turn, closeAuthority);
  const tenants = await platform.sql<{ tenant_id: string }>(findTenantsWithDoomed, []);
  for (const { tenant_id: tenantId } of tenants) {
    await markDoomedKeys(recoveryCtx(platform, tenantId)).catch((error: unknown) =>
      logSkipped("mark-doomed-keys", tenantId, error),
    );
  }
}
