import * as z from "zod";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
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
      SELECT id FROM credential WHERE tenant_id = $1 AND session_id = ANY($2::uuid[]) AND notification_hash = $3),
    kept AS (
      INSERT INTO credential_notification (tenant_id, id, credential_id, event, description, received_at)
      SELECT $1, gen_random_uuid(), target.id, $4, $5, $6 FROM target RETURNING id),
    audited AS (${auditInsert(7, "kept")})
    SELECT id FROM target`,
};

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
  const targets = await ctx.sql(insertNotification, [
    ctx.tenantId,
    sessions.map(({ id }) => id),
    ctx.masterKeys.hash("wallet-token", notification.notification_id),
    notification.event,
    notification.event_description ?? null,
    ctx.now(),
    ...auditValues(auditRow(ctx, fact)),
  ]);
  if (targets.length === 0) {
    throw new Problem("invalid_notification_id", "The notification id is unknown to this access token.");
  }
}
