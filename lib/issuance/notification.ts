import * as z from "zod";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { newsOf, type Outcome, type ToldSession } from "@/lib/issuance/callback-news";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

/** What a wallet tells of what became of a credential (OpenID4VCI 1.0, section 11.1). */
export const Notification = z.object({
  notification_id: z.string().min(1).max(200),
  event: z.enum(["credential_accepted", "credential_failure", "credential_deleted"]),
  event_description: z.string().max(1000).optional(),
});
export type Notification = z.infer<typeof Notification>;

const insertNotification = {
  name: "insert-credential-notification",
  text: `WITH target AS (
      SELECT id, session_id FROM credential
      WHERE tenant_id = $2 AND session_id = ANY($3::uuid[]) AND notification_hash = $4),
    kept AS (
      INSERT INTO credential_notification (tenant_id, id, credential_id, event, description, received_at)
      SELECT $2, gen_random_uuid(), target.id, $5, $6, $1 FROM target RETURNING id),
    queued AS (${queueInsert(18, "WHERE m.session_id IN (SELECT session_id FROM target)")}),
    audited AS (${auditInsert(7, "kept")})
    SELECT id FROM target`,
};

/** What the issuer's callback is told where the wallet does not have, or no longer has, what it was given. */
const outcomes: Readonly<Record<Notification["event"], Outcome | null>> = {
  credential_accepted: null,
  credential_failure: lost("UNSUCCESSFUL", "credential_failure", "The wallet could not keep the credential."),
  credential_deleted: lost("REJECTED_BY_USER", "user_canceled", "The holder did not keep the credential."),
};

function lost(status: Outcome["status"], code: string, reason: string): Outcome {
  return { status, reason, failure: { code, message: reason }, afterwards: code };
}

const toldSessions = (sessions: readonly SessionRow[]): ToldSession[] =>
  sessions.map(({ id, batch_of, sealed_callback }) => {
    const others_open = sessions.some((other) => other.id !== id && other.state === "redeemed");
    return { id, batch_of, sealed_callback, others_open };
  });

/** Keeps the notification; the same one again is kept again and is a success. */
export async function keepNotification(
  ctx: Ctx,
  sessions: readonly SessionRow[],
  notification: Notification,
): Promise<void> {
  const fact = {
    action: "credential.notified",
    targetType: "issuance",
    targetId: sessions[0]?.id ?? "",
    details: { event: notification.event },
  };
  const outcome = outcomes[notification.event];
  const targets = await ctx.sql(insertNotification, [
    ctx.now(),
    ctx.tenantId,
    sessions.map(({ id }) => id),
    ctx.masterKeys.hash("wallet-token", notification.notification_id),
    notification.event,
    notification.event_description ?? null,
    ...auditValues(auditRow(ctx, fact)),
    ...(await messageColumns(ctx, outcome ? await newsOf(ctx, toldSessions(sessions), outcome) : [])),
  ]);
  if (targets.length === 0) {
    throw new Problem("invalid_notification_id", "The notification id is unknown to this access token.");
  }
}
