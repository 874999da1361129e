import { closeAuthority } from "@/lib/authority/close-authority";
import { doomedKeys } from "@/lib/authority/doomed-keys";
import { markDoomedKeys } from "@/lib/authority/finish-closing";
import type { Ctx, Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

const AT_ONCE = 100;

const findUnclosed = {
  name: "find-unclosed-authorities",
  text: `SELECT a.tenant_id, a.id FROM authority a WHERE a.deleted_at IS NOT NULL AND EXISTS (
      SELECT 1 FROM status_list l WHERE l.tenant_id = a.tenant_id AND l.authority_id = a.id AND l.state <> 'final')
    LIMIT ${AT_ONCE}`,
};

const findTenantsWithDoomed = {
  name: "find-tenants-with-doomed-keys",
  text: `SELECT DISTINCT s.tenant_id ${doomedKeys} LIMIT ${AT_ONCE}`,
};

/**
 * Goes on with opt-outs and deletions of authorities that a crash or a silent key store left half done: signs last
 * lists, and marks keys, which the keys' own recovery then has destroyed.
 */
export async function recoverClosings(platform: Platform): Promise<void> {
  const unclosed = await platform.sql<{ tenant_id: string; id: string }>(findUnclosed, []);
  for (const { tenant_id: tenantId, id } of unclosed) {
    await closeAuthority(systemCtx(platform, tenantId), id).catch((error: unknown) => {
      // The key store is silent: one authority must not hold up the others.
      if (!(error instanceof Problem)) throw error;
    });
  }
  const tenants = await platform.sql<{ tenant_id: string }>(findTenantsWithDoomed, []);
  for (const { tenant_id: tenantId } of tenants) await markDoomedKeys(systemCtx(platform, tenantId));
}

const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});
