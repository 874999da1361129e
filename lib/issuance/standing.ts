import type { SessionState } from "@/lib/issuance/schema";

interface Session {
  readonly state: SessionState;
  readonly expires_at: Date;
}

/** How a session stands. The sweeper comes by every half minute: until then the clock decides. */
export const standingOf = ({ state, expires_at: expiresAt }: Session, now: Date): SessionState =>
  (state === "offered" || state === "opened") && expiresAt <= now ? "expired" : state;
