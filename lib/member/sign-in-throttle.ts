import type { Platform } from "@/lib/context";

/** How much guessing is let through before waiting begins, and how long a wait grows. */
interface Limit {
  readonly freeFailures: number;
  readonly longestWaitSeconds: number;
}

/** Waits stay short for an account, or a stranger could keep its owner out; an address may have to wait longer. */
const limits = {
  account: { freeFailures: 5, longestWaitSeconds: 60 },
  address: { freeFailures: 20, longestWaitSeconds: 900 },
} as const satisfies Record<string, Limit>;

type Scope = keyof typeof limits;

const FORGET_AFTER_MS = 60 * 60 * 1000;

/** Counts an attempt before its password is looked at; no row comes back while one has to wait. */
const countAttempt = {
  name: "count-sign-in-attempt",
  text: `INSERT INTO sign_in_throttle AS t (key, failures, blocked_until, failed_at) VALUES ($1, 1, $2, $2)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.failed_at < $3 THEN 1 ELSE t.failures + 1 END,
      failed_at = $2,
      blocked_until = CASE WHEN t.failed_at < $3 OR t.failures < $4 THEN $2
        ELSE $2::timestamptz + make_interval(secs => least($5::int, power(2, least(t.failures - $4, 20)))) END
    WHERE t.blocked_until <= $2
    RETURNING failures`,
};
const blockedUntil = {
  name: "sign-in-blocked-until",
  text: "SELECT blocked_until FROM sign_in_throttle WHERE key = $1",
};
const forgetAccount = { name: "forget-sign-in-failures", text: "DELETE FROM sign_in_throttle WHERE key = $1" };
const takeBack = {
  name: "take-back-sign-in-attempt",
  text: "UPDATE sign_in_throttle SET failures = failures - 1, blocked_until = $2 WHERE key = $1 AND failures > 0",
};

const keyOf = (platform: Platform, scope: Scope, value: string): string =>
  platform.masterKeys.hash("pepper", `sign-in:${scope}:${value}`);

/** Seconds to wait before the next attempt; 0 lets this one through, counted. */
export async function countSignInAttempt(platform: Platform, scope: Scope, value: string): Promise<number> {
  const now = platform.now();
  const { freeFailures, longestWaitSeconds } = limits[scope];
  const key = keyOf(platform, scope, value);
  const forgottenBefore = new Date(now.getTime() - FORGET_AFTER_MS);
  const counted = await platform.sql(countAttempt, [key, now, forgottenBefore, freeFailures, longestWaitSeconds]);
  if (counted.length > 0) return 0;
  const [row] = await platform.sql<{ blocked_until: Date }>(blockedUntil, [key]);
  const left = (row?.blocked_until.getTime() ?? 0) - now.getTime();
  return Math.max(1, Math.ceil(left / 1000));
}

/** A right password clears the account; its address merely gets this one attempt back. */
export async function clearSignInAttempts(platform: Platform, account: string, address: string): Promise<void> {
  await platform.sql(forgetAccount, [keyOf(platform, "account", account)]);
  await platform.sql(takeBack, [keyOf(platform, "address", address), platform.now()]);
}
