import type { Ctx } from "@/lib/context";
import { findFailingDeliveries } from "@/lib/tenant/find-failing-deliveries";
import type { Attention } from "@/lib/tenant/schema";
import { environmentBegan } from "@/lib/tenant/store";

/** More than these few would not be read. */
const MOST = 20;
const HOUR_MS = 3_600_000;
/** Fewer offers than that say nothing about a rate. */
const ENOUGH_OFFERS = 5;
const TOLERATED_FAILURES = 0.1;

const living = { deletedAt: null };

const about = (kind: Attention["kind"]) => (subject: { id: string; name: string }) => ({ kind, subject });

/** What may want a hand, as the data says it. */
export async function findAttention(ctx: Ctx): Promise<Attention[]> {
  const { tenantId } = ctx;
  const select = { id: true, name: true };
  const few = { select, take: MOST, orderBy: { createdAt: "desc" as const } };
  const developing = { some: { role: "current", signingKey: { is: { backend: "jwk" } } } };

  const outOfSync = await ctx.db.authority.findMany({
    where: { tenantId, ...living, didDocumentStatus: "outOfSync" },
    ...few,
  });
  const since = await environmentBegan(ctx);
  // A key that was removed waits for its deletion as it should: only one that signs or is to sign is missed.
  const wanted = { some: { role: { in: ["current", "next"] }, authority: living } };
  const unusable = {
    tenantId,
    OR: [{ state: { in: ["failed", "disabled"] } }, { state: "pendingDeletion", authorities: wanted }],
    ...(since && { createdAt: { gt: since } }),
  };
  const keys = await ctx.db.signingKey.findMany({ where: unusable, ...few });
  const unlinked = await ctx.db.authority.findMany({
    // An issuer of the Issuer API may have no domain to link.
    where: { tenantId, ...living, linkedDomainsVerified: false, linkedDomainUrl: { not: null } },
    ...few,
  });
  const developers = await ctx.db.authority.findMany({ where: { tenantId, ...living, keys: developing }, ...few });
  const deliveries = await findFailingDeliveries(ctx);

  return [
    ...((await areOffersFailing(ctx)) ? [{ kind: "offersFailing" as const, subject: null }] : []),
    ...(deliveries.callbacks ? [{ kind: "callbacksFailing" as const, subject: null }] : []),
    ...deliveries.webhooks.map(about("webhookFailing")),
    ...outOfSync.map(about("didOutOfSync")),
    ...keys.map(about("signingKeyUnusable")),
    ...unlinked.map(about("domainNotLinked")),
    ...developers.map(about("developmentKey")),
    ...(isLoopback(ctx.publicUrl) ? [{ kind: "originIsLoopback" as const, subject: null }] : []),
  ].slice(0, MOST);
}

async function areOffersFailing(ctx: Ctx): Promise<boolean> {
  const lastHour = { tenantId: ctx.tenantId, createdAt: { gt: new Date(ctx.now().getTime() - HOUR_MS) } };
  const offers = await ctx.db.issuanceSession.count({ where: lastHour });
  if (offers < ENOUGH_OFFERS) return false;
  const failed = await ctx.db.issuanceSession.count({ where: { ...lastHour, state: "failed" } });
  return failed / offers > TOLERATED_FAILURES;
}

function isLoopback(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return hostname === "localhost" || hostname.endsWith(".localhost") || /^(127\.|\[::1\]$)/.test(hostname);
}
