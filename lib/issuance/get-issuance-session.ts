import { namesOf } from "@/lib/audit/names";
import type { Ctx } from "@/lib/context";
import { type DeliveryRow, deliveryColumns, deliveryView, ofWebhook, requestOf } from "@/lib/delivery/delivery-view";
import type { DeliveryView } from "@/lib/delivery/schema";
import {
  type SessionListRow,
  sessionListColumns,
  sessionTables,
  sessionView,
} from "@/lib/issuance/list-issuance-sessions";
import {
  type IssuanceSessionDetail,
  IssuanceSessionRef,
  type SessionCredential,
  type SessionNotification,
} from "@/lib/issuance/session-schema";
import { standingOf } from "@/lib/issuance/standing";
import { Problem } from "@/lib/kernel/errors";
import { credentialUrn } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

/** More than these few would not be read; the deliveries page has them all. */
const MOST = 200;

const findStatement = {
  name: "find-issuance-session",
  text: `SELECT ${sessionListColumns}, s.protocol, s.created_by, s.tx_code_attempts
    FROM ${sessionTables} WHERE s.tenant_id = $1 AND s.id = $2`,
};

type FoundRow = SessionListRow & { protocol: string; created_by: string; tx_code_attempts: number };

/** One offer with all that happened to it. Neither its code nor its claims are among it. */
export const getIssuanceSession = defineUseCase(
  { name: "getIssuanceSession", input: IssuanceSessionRef },
  async (ctx, { id }): Promise<IssuanceSessionDetail> => {
    const [row] = await ctx.sql<FoundRow>(findStatement, [ctx.tenantId, id]);
    if (!row) throw new Problem("not_found", "There is no such issuance.");
    const names = await namesOf(ctx, ["user", "apiClient"], [row.created_by]);
    const [credentials, deliveries, notifications, batch] = await Promise.all([
      credentialsOf(ctx, id),
      deliveriesOf(ctx, id),
      notificationsOf(ctx, id),
      batchOf(ctx, row),
    ]);
    return {
      ...sessionView(ctx, row),
      protocol: row.protocol,
      createdBy: names.get(row.created_by) ?? row.created_by,
      transactionCodeAttempts: row.tx_code_attempts,
      credentials,
      deliveries,
      notifications,
      batch,
    };
  },
);

async function credentialsOf(ctx: Ctx, sessionId: string): Promise<SessionCredential[]> {
  const where = { tenantId: ctx.tenantId, sessionId };
  const rows = await ctx.db.credential.findMany({ where, orderBy: [{ preparedAt: "asc" }, { id: "asc" }], take: MOST });
  return rows.map((row) => ({
    urn: credentialUrn(row.id),
    state: row.state as SessionCredential["state"],
    preparedAt: row.preparedAt.toISOString(),
    signedAt: row.signedAt?.toISOString() ?? null,
    issuedAt: row.issuedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    reason: row.revocationReason,
  }));
}

const deliveriesStatement = {
  name: "list-deliveries-of-issuance",
  text: `SELECT ${deliveryColumns} FROM callback_delivery d ${ofWebhook}
    WHERE d.tenant_id = $1 AND d.session_id = $2 AND d.kind = 'callback' ORDER BY d.created_at, d.id LIMIT ${MOST}`,
};

async function deliveriesOf(ctx: Ctx, sessionId: string): Promise<DeliveryView[]> {
  const rows = await ctx.sql<DeliveryRow>(deliveriesStatement, [ctx.tenantId, sessionId]);
  return Promise.all(rows.map(async (row) => deliveryView(row, await requestOf(ctx, row))));
}

const notificationsStatement = {
  name: "list-notifications-of-issuance",
  text: `SELECT n.event, n.description, n.received_at FROM credential_notification n
    JOIN credential k ON k.tenant_id = n.tenant_id AND k.id = n.credential_id
    WHERE n.tenant_id = $1 AND k.session_id = $2 ORDER BY n.received_at, n.id LIMIT ${MOST}`,
};

interface NotificationRow {
  event: string;
  description: string | null;
  received_at: Date;
}

async function notificationsOf(ctx: Ctx, sessionId: string): Promise<SessionNotification[]> {
  const rows = await ctx.sql<NotificationRow>(notificationsStatement, [ctx.tenantId, sessionId]);
  return rows.map((row) => ({ event: row.event, description: row.description, at: row.received_at.toISOString() }));
}

const batchStatement = {
  name: "list-sessions-of-batch",
  text: `SELECT id, batch_position, state, expires_at FROM issuance_session
    WHERE tenant_id = $1 AND (id = $2 OR batch_of = $2) AND id <> $3 ORDER BY batch_position LIMIT ${MOST}`,
};

async function batchOf(ctx: Ctx, { id, batch_of: primary }: FoundRow): Promise<IssuanceSessionDetail["batch"]> {
  const values = [ctx.tenantId, primary ?? id, id];
  const rows = await ctx.sql<Pick<SessionListRow, "id" | "batch_position" | "state" | "expires_at">>(
    batchStatement,
    values,
  );
  return rows.map((row) => ({ id: row.id, position: row.batch_position + 1, state: standingOf(row, ctx.now()) }));
}
