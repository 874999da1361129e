import { namesOf } from "@/lib/audit/names";
import type { Ctx } from "@/lib/context";
import type { RecentEvent } from "@/lib/tenant/schema";

const LATEST = 10;

/** Coming and going is in the audit trail; on the first page it would drown what was done. */
const quiet = ["session.opened", "session.ended"];

/** The last ten things that were done, with the names that people know. */
export async function latestEvents(ctx: Ctx): Promise<RecentEvent[]> {
  const rows = await ctx.db.auditEvent.findMany({
    where: { tenantId: ctx.tenantId, action: { notIn: quiet } },
    orderBy: [{ occurredAt: "desc" }, { id: "asc" }],
    take: LATEST,
  });
  const actors = await namesOf(
    ctx,
    ["user", "apiClient"],
    rows.map(({ actorId }) => actorId),
  );
  const targets = await namesOf(
    ctx,
    ["authority", "contract", "signingKey", "user", "apiClient"],
    [...rows.flatMap(({ targetId }) => targetId ?? [])],
  );
  return rows.map(({ id, action, actorType, actorId, targetId, occurredAt }) => ({
    id,
    action,
    actor: actors.get(actorId) ?? actorWords[actorType] ?? actorId,
    target: (targetId && targets.get(targetId)) || null,
    occurredAt: occurredAt.toISOString(),
  }));
}

/** Who is meant where there is no name: tokens of the command line, outside issuers, wallets, ourselves. */
const actorWords: Record<string, string> = {
  user: "A person by access token",
  app: "An application by access token",
  wallet: "A wallet",
  system: "The portal",
};
