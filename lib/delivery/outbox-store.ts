import type { Platform } from "@/lib/context";

/** A message that is ours until the lease ends; this attempt is counted already. */
export interface LeasedMessage {
  id: string;
  tenant_id: string;
  webhook_id: string | null;
  session_id: string | null;
  replay_of: string | null;
  event: string;
  event_id: string;
  sealed_request: string;
  attempts: number;
  most_attempts: number;
  leased_until: Date;
}

const due = `outgoing_message
    WHERE state = 'waiting' AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)`;

export const outboxWaits = `EXISTS (SELECT FROM ${due})`;

const tenantsStatement = {
  name: "tenants-with-outgoing-messages",
  text: `SELECT DISTINCT tenant_id FROM ${due}`,
};

export async function tenantsToServe(platform: Platform): Promise<string[]> {
  const rows = await platform.sql<{ tenant_id: string }>(tenantsStatement, [platform.now()]);
  return rows.map((row) => row.tenant_id);
}

const leaseStatement = {
  name: "lease-outgoing-messages",
  text: `UPDATE outgoing_message m SET leased_until = $3, attempts = m.attempts + 1 FROM (
      SELECT tenant_id, id FROM outgoing_message
      WHERE tenant_id = $1 AND state = 'waiting' AND due_at <= $2 AND (leased_until IS NULL OR leased_until <= $2)
      ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS free
    WHERE m.tenant_id = free.tenant_id AND m.id = free.id
    RETURNING m.id, m.tenant_id, m.webhook_id, m.session_id, m.replay_of, m.event, m.event_id, m.sealed_request,
      m.attempts, m.most_attempts, m.leased_until`,
};

/** Takes the oldest that are due. The attempt is counted with it, so that no two workers make the same one. */
export function leaseMessages(
  platform: Platform,
  tenantId: string,
  until: Date,
  limit: number,
): Promise<LeasedMessage[]> {
  return platform.sql<LeasedMessage>(leaseStatement, [tenantId, platform.now(), until, limit]);
}

const endStatement = {
  name: "end-outgoing-message",
  text: `UPDATE outgoing_message SET state = $4, ended_at = $5, leased_until = NULL
    WHERE tenant_id = $1 AND id = $2 AND leased_until = $3 AND state = 'waiting'`,
};

export async function endMessage(
  platform: Platform,
  { tenant_id: tenantId, id, leased_until: held }: LeasedMessage,
  state: "delivered" | "dead",
): Promise<void> {
  await platform.sql(endStatement, [tenantId, id, held, state, platform.now()]);
}

const postponeStatement = {
  name: "postpone-outgoing-message",
  text: `UPDATE outgoing_message SET due_at = $4, leased_until = NULL
    WHERE tenant_id = $1 AND id = $2 AND leased_until = $3 AND state = 'waiting'`,
};

export async function postponeMessage(
  platform: Platform,
  { tenant_id: tenantId, id, leased_until: held }: LeasedMessage,
  dueAt: Date,
): Promise<void> {
  await platform.sql(postponeStatement, [tenantId, id, held, dueAt]);
}

const webhookStatement = {
  name: "find-webhook-address",
  text: "SELECT sealed_url FROM webhook WHERE tenant_id = $1 AND id = $2 AND (enabled OR $3)",
};

/** Where a webhook is told now, sealed; null when it is no more, or off and not asked by hand. */
export async function webhookAddress(
  platform: Platform,
  tenantId: string,
  webhookId: string,
  evenOff: boolean,
): Promise<string | null> {
  const [row] = await platform.sql<{ sealed_url: string }>(webhookStatement, [tenantId, webhookId, evenOff]);
  return row?.sealed_url ?? null;
}
