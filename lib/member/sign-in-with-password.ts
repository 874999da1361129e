import { record } from "@/lib/audit/record";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { verifyPassword } from "@/lib/member/password";
import { emailKeyOf } from "@/lib/member/schema";
import { clearSignInAttempts, countSignInAttempt } from "@/lib/member/sign-in-throttle";
import { type Account, findAccountByEmail, type Member } from "@/lib/member/store";
import { DEFAULT_TENANT, findTenantByName } from "@/lib/tenant/find-tenant-by-name";

interface PasswordAttempt {
  readonly email: string;
  readonly password: string;
  /** The client's network address. */
  readonly address: string;
}

const MAX_INPUT_LENGTH = 1024;

/**
 * The member with this e-mail and password. Throws `unauthorized` for any mismatch, alike for unknown accounts, and
 * `too_many_requests` when one has to wait. Failures are audited (security D9).
 */
export async function signInWithPassword(platform: Platform, attempt: PasswordAttempt): Promise<Member> {
  const { email, password, address } = attempt;
  if (email.length > MAX_INPUT_LENGTH || password.length > MAX_INPUT_LENGTH) throw mismatch();
  const account = emailKeyOf(email);
  const wait = Math.max(
    await countSignInAttempt(platform, "address", address),
    await countSignInAttempt(platform, "account", account),
  );
  if (wait > 0) {
    throw new Problem("too_many_requests", `Too many attempts. Try again in ${wait} seconds.`, {
      retryAfterSeconds: wait,
    });
  }
  const found = await findAccountByEmail(platform, email);
  const matches = await verifyPassword(platform, found?.passwordHash ?? null, password);
  if (!found || !matches || found.disabledAt) {
    await recordFailure(platform, found, address);
    throw mismatch();
  }
  await clearSignInAttempts(platform, account, address);
  return found;
}

const mismatch = (): Problem => new Problem("unauthorized", "The e-mail or the password is not right.");

/** Says which account, never what was typed: people type passwords into the wrong field. */
async function recordFailure(platform: Platform, account: Account | null, address: string): Promise<void> {
  const tenantId = account?.tenantId ?? (await findTenantByName(platform, DEFAULT_TENANT))?.id;
  if (!tenantId) return;
  const actor = { type: "user", id: account?.id ?? "unknown", permissions: [] } as const;
  const ctx = { ...platform, tenantId, actor, requestId: platform.random.uuid(), db: platform.prisma };
  const target = account && { targetType: "user", targetId: account.id };
  await record(ctx, { action: "session.refused", ...target, details: { method: "password", address } });
}
