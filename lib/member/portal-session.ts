import { record } from "@/lib/audit/record";
import { inTransaction, type Platform } from "@/lib/context";
import { randomToken } from "@/lib/kernel/ids";
import type { Role } from "@/lib/kernel/policy";
import { type Member, memberCtx } from "@/lib/member/store";

const IDLE_MS = 30 * 60 * 1000;
/** Hours a session lasts at most, however busy (security A7). */
export const SESSION_SECONDS = 8 * 3600;
/** `last_seen_at` moves in steps, so that a busy page does not cost a write for each request. */
const SEEN_GRAIN_MS = 60 * 1000;

export interface PortalSession {
  readonly member: Member;
  /** What the organisation is called; its settings may say otherwise than its technical name. */
  readonly tenantName: string;
  /** When the organisation opted out, as long as nobody has started it again. */
  readonly optedOutAt: Date | null;
  readonly signedInAt: Date;
}

interface SessionRow {
  tenant_id: string;
  tenant_name: string;
  opted_out_at: Date | null;
  user_id: string;
  email: string;
  name: string | null;
  role: Role;
  signed_in_at: Date;
  last_seen_at: Date;
}

const findLiving = {
  name: "find-portal-session",
  text: `SELECT s.tenant_id, COALESCE(t.settings->>'displayName', t.name) AS tenant_name,
      CASE t.status WHEN 'optedOut' THEN t.opted_out_at END AS opted_out_at, s.user_id, u.email, u.name, u.role, s.signed_in_at, s.last_seen_at
    FROM portal_session s
    JOIN portal_user u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
    JOIN tenant t ON t.id = s.tenant_id
    WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.last_seen_at > $2 AND s.signed_in_at > $3 AND u.disabled_at IS NULL`,
};
const noteSeen = {
  name: "note-portal-session-seen",
  text: `UPDATE portal_session SET last_seen_at = $2
    WHERE token_hash = $1 AND ended_at IS NULL AND last_seen_at > $3 AND last_seen_at < $2`,
};

const hashOf = ({ masterKeys }: Platform, token: string): string => masterKeys.hash("portal-session", token);

/** Opens a session for somebody who has just proved who they are. The token is new each time, and only its hash is kept. */
export async function openSession(platform: Platform, member: Member): Promise<string> {
  const token = randomToken(platform.random);
  const now = platform.now();
  await inTransaction(memberCtx(platform, member, now), async (tx) => {
    const { tenantId, id: userId } = member;
    const data = { tokenHash: hashOf(platform, token), tenantId, userId, signedInAt: now, lastSeenAt: now };
    await tx.db.portalSession.create({ data, select: { tokenHash: true } });
    await record(tx, { action: "session.opened", targetType: "user", targetId: userId });
  });
  return token;
}

/** The session of this token while it lives: used within 30 minutes, opened within 8 hours, not ended (security A7). */
export async function findSession(platform: Platform, token: string): Promise<PortalSession | null> {
  const now = platform.now();
  const seenAfter = new Date(now.getTime() - IDLE_MS);
  const openedAfter = new Date(now.getTime() - SESSION_SECONDS * 1000);
  const hash = hashOf(platform, token);
  const [row] = await platform.sql<SessionRow>(findLiving, [hash, seenAfter, openedAfter]);
  if (!row) return null;
  if (now.getTime() - row.last_seen_at.getTime() >= SEEN_GRAIN_MS) await platform.sql(noteSeen, [hash, now, seenAfter]);
  const member = { tenantId: row.tenant_id, id: row.user_id, email: row.email, name: row.name, role: row.role };
  return { member, tenantName: row.tenant_name, optedOutAt: row.opted_out_at, signedInAt: row.signed_in_at };
}

/** Ends it for good. Ending it again changes nothing. */
export async function endSession(platform: Platform, token: string): Promise<void> {
  const session = await findSession(platform, token);
  if (!session) return;
  await inTransaction(memberCtx(platform, session.member, session.signedInAt), async (tx) => {
    const { count } = await tx.db.portalSession.updateMany({
      where: { tokenHash: hashOf(platform, token), tenantId: tx.tenantId, endedAt: null },
      data: { endedAt: tx.now() },
    });
    if (count === 1) await record(tx, { action: "session.ended", targetType: "user", targetId: session.member.id });
  });
}
