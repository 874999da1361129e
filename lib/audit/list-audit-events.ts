import { activityName } from "@/lib/audit/activity-names";
import { namesOf } from "@/lib/audit/names";
import { type AuditEntry, AuditFilter, type AuditPage } from "@/lib/audit/schema";
import type { Ctx } from "@/lib/context";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { defineUseCase } from "@/lib/use-case";

const PAGE = 50;

/** The tenant's audit trail, newest first, fifty entries at a time. */
export const listAuditEvents = defineUseCase(
  { name: "listAuditEvents", input: AuditFilter },
  async (ctx, filter): Promise<AuditPage> => {
    const rows = await ctx.db.auditEvent.findMany({
      where: {
        tenantId: ctx.tenantId,
        ...(filter.action && { action: { startsWith: filter.action } }),
        ...(filter.actor && { actorId: { in: await actorIds(ctx, filter.actor) } }),
        ...(filter.target && { targetId: filter.target }),
        AND: [
          filter.from ? { occurredAt: { gte: new Date(filter.from) } } : {},
          filter.until ? { occurredAt: { lte: new Date(filter.until) } } : {},
          filter.after ? olderThan(filter.after) : {},
        ],
      },
      orderBy: [{ occurredAt: "desc" }, { id: "asc" }],
      take: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const names = await namesOf(
      ctx,
      ["user", "apiClient"],
      shown.map((row) => row.actorId),
    );
    return {
      entries: shown.sort(laterFirst).map(
        ({ mac: _mac, chain: _chain, tenantId: _tenant, ...row }): AuditEntry => ({
          ...row,
          activityDisplayName: activityName(row.action),
          sequence: row.sequence === null ? null : String(row.sequence),
          occurredAt: row.occurredAt.toISOString(),
          actorName: names.get(row.actorId) ?? null,
          details: row.details as Record<string, unknown>,
        }),
      ),
      next: rows.length > PAGE && last ? writeCursor({ at: last.occurredAt, id: last.id }) : null,
    };
  },
);

/** What happened in the same moment is told in the order of the chain, as far as one page goes. */
const laterFirst = (
  one: { occurredAt: Date; sequence: bigint | null },
  other: { occurredAt: Date; sequence: bigint | null },
): number =>
  other.occurredAt.getTime() - one.occurredAt.getTime() || Number((other.sequence ?? 0n) - (one.sequence ?? 0n));

/** What comes after a place in the order of the list: earlier, or of the same moment with a larger id. */
function olderThan(after: string) {
  const { at: occurredAt, id } = readCursor(after, "after");
  return { occurredAt: { lte: occurredAt }, OR: [{ occurredAt: { lt: occurredAt } }, { id: { gt: id } }] };
}

/** The ids under which somebody acts: as typed, and of the member with that e-mail. */
async function actorIds(ctx: Ctx, typed: string): Promise<string[]> {
  const where = { tenantId: ctx.tenantId, emailKey: typed.normalize("NFC").toLowerCase() };
  const members = await ctx.db.user.findMany({ where, select: { id: true } });
  return [typed, ...members.map((member) => member.id)];
}
