import type { Platform } from "@/lib/context";

const DAY_MS = 24 * 3600 * 1000;

const forgetFailures = { name: "forget-stale-failures", text: "DELETE FROM sign_in_throttle WHERE failed_at < $1" };
const forgetSessions = { name: "forget-stale-sessions", text: "DELETE FROM portal_session WHERE signed_in_at < $1" };
const forgetTokens = { name: "forget-stale-tokens", text: "DELETE FROM one_time_token WHERE expires_at < $1" };

/** A chore: drops what can have no effect any more. The audit trail keeps who signed in when. */
export async function forgetStaleSignIns(platform: Platform): Promise<void> {
  const yesterday = new Date(platform.now().getTime() - DAY_MS);
  for (const statement of [forgetFailures, forgetSessions, forgetTokens]) await platform.sql(statement, [yesterday]);
}
