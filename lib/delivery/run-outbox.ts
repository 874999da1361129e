import type { Ctx, Platform } from "@/lib/context";
import { deliver } from "@/lib/delivery/deliver";
import {
  endMessage,
  type LeasedMessage,
  leaseMessages,
  postponeMessage,
  tenantsToServe,
  webhookAddress,
} from "@/lib/delivery/outbox-store";
import { type SentRequest, unsealRequest } from "@/lib/delivery/sent-request";
import { unsealWebhookUrl } from "@/lib/delivery/webhook-url";
import { logSkipped } from "@/lib/kernel/log-skipped";

/** A tenant's messages that one process sends at once: another tenant's slow receivers hold up only their own. */
const AT_ONCE = 8;
/** What is done for one tenant before it is looked at anew. */
const ROUNDS = 50;
/** Longer than eight sends that wait for one another can take. */
const LEASE_MS = 60_000;
/** Seconds until the next try, by how many there were. */
const WAITS = [5, 30, 120, 300, 900, 1800, 3600, 7200, 14_400] as const;

const atWork = new WeakMap<object, Set<string>>();

/**
 * Sends what is due, each tenant's messages by themselves and each message under a lease: of several processes one sends
 * it, and when that one dies another does. A tenant that is being served already is left out.
 */
export async function runOutbox(platform: Platform): Promise<void> {
  const busy = atWork.get(platform.prisma) ?? new Set<string>();
  atWork.set(platform.prisma, busy);
  const free = (await tenantsToServe(platform)).filter((tenantId) => !busy.has(tenantId));
  await Promise.all(
    free.map(async (tenantId) => {
      busy.add(tenantId);
      try {
        await serve(platform, tenantId);
      } finally {
        busy.delete(tenantId);
      }
    }),
  );
}

async function serve(platform: Platform, tenantId: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const until = new Date(platform.now().getTime() + LEASE_MS);
    const leased = await leaseMessages(platform, tenantId, until, AT_ONCE);
    if (leased.length === 0) return;
    await Promise.all(leased.map((message) => send(contextOf(platform, message), message)));
  }
}

async function send(ctx: Ctx, message: LeasedMessage): Promise<void> {
  const request = await opened(ctx, message);
  if (request === null) return;
  const { url, headers, body } = request;
  if (url === null) return endMessage(ctx, message, "dead");
  const taken = await deliver(ctx, {
    kind: message.webhook_id === null ? "callback" : "webhook",
    event: message.event,
    eventId: message.event_id,
    url,
    headers,
    body,
    sessionId: message.session_id,
    webhookId: message.webhook_id,
    replayOf: message.replay_of,
    attempt: message.attempts,
  });
  if (taken) return endMessage(ctx, message, "delivered");
  if (message.attempts >= message.most_attempts) return endMessage(ctx, message, "dead");
  await postponeMessage(ctx, message, new Date(ctx.now().getTime() + waitMs(ctx, message.attempts)));
}

/**
 * With the address that it goes to now. Null for one that cannot be opened, or whose webhook's address cannot: its lease
 * runs out, and after as many tries as others have it is given up.
 */
async function opened(ctx: Ctx, message: LeasedMessage): Promise<SentRequest | null> {
  const place = { tenantId: ctx.tenantId, table: "outgoing_message" as const, row: message.id };
  try {
    const request = await unsealRequest(ctx, place, message.sealed_request);
    if (message.webhook_id === null) return request;
    return { ...request, url: await currentUrl(ctx, message.webhook_id, message) };
  } catch (error) {
    logSkipped("run-outbox", message.id, error);
    if (message.attempts >= message.most_attempts) await endMessage(ctx, message, "dead");
    return null;
  }
}

/** A webhook is told at the address it has now. One that is off is told only what somebody sends by hand. */
async function currentUrl(ctx: Ctx, webhookId: string, { most_attempts: most }: LeasedMessage): Promise<string | null> {
  const sealed = await webhookAddress(ctx, ctx.tenantId, webhookId, most === 1);
  return sealed === null ? null : unsealWebhookUrl(ctx, ctx.tenantId, webhookId, sealed);
}

/** Up to a tenth more, so that what failed together is not tried again all at the same moment. */
function waitMs(ctx: Ctx, attempts: number): number {
  const seconds = WAITS[Math.min(attempts, WAITS.length) - 1] ?? WAITS[0];
  return seconds * 1000 + ctx.random.integer(seconds * 100);
}

const contextOf = (platform: Platform, { tenant_id: tenantId, id }: LeasedMessage): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: id,
  actor: { type: "system", id: "outbox", permissions: [] },
});
