import { record } from "@/lib/audit/record";
import { inTransaction, type Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import type { Role } from "@/lib/kernel/policy";
import { Email, emailKeyOf } from "@/lib/member/schema";
import { findAccountBySubject, type Member, memberCtx } from "@/lib/member/store";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { DEFAULT_TENANT } from "@/lib/tenant/find-tenant-by-name";

/** What the identity provider vouched for. */
export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  /** The mightiest role among its claims, if it carries one we know. */
  readonly role: Role | undefined;
}

/**
 * The member behind this identity. The provider's role is taken over at each sign-in; the first one makes the account.
 * Identities are matched by issuer and subject alone: an e-mail address in a claim proves no account to be theirs.
 */
export async function signInWithOidc(platform: Platform, identity: OidcIdentity): Promise<Member> {
  const { issuer, subject, role } = identity;
  const known = await findAccountBySubject(platform, issuer, subject);
  if (!role || known?.disabledAt) {
    await recordRefusal(platform, known);
    throw new Problem("forbidden", "Your account has no role in this portal: ask whoever looks after it for one.");
  }
  if (!known) return createMember(platform, { ...identity, role });
  if (known.role === role) return known;
  const member = { ...known, role };
  await inTransaction(memberCtx(platform, member, platform.now()), async (tx) => {
    await tx.db.user.updateMany({ where: { tenantId: tx.tenantId, id: known.id }, data: { role } });
    await record(tx, { action: "member.role_changed", targetType: "user", targetId: known.id, details: { role } });
  });
  return member;
}

async function createMember(platform: Platform, identity: OidcIdentity & { role: Role }): Promise<Member> {
  const email = Email.safeParse(identity.email);
  if (!email.success) throw new Problem("forbidden", "Your sign-in carries no e-mail address: ask for it to be added.");
  const tenant = await ensureTenant(platform, DEFAULT_TENANT);
  const name = identity.name?.slice(0, 200) ?? null;
  const member = { tenantId: tenant.id, id: platform.random.uuid(), email: email.data, name, role: identity.role };
  return inTransaction(memberCtx(platform, member, platform.now()), async (tx) => {
    const emailKey = emailKeyOf(member.email);
    if (await tx.db.user.findUnique({ where: { emailKey }, select: { id: true } })) {
      throw new Problem("conflict", "This e-mail address has a local account already: sign in with its password.");
    }
    const oidc = { oidcIssuer: identity.issuer, oidcSubject: identity.subject };
    await tx.db.user.create({ data: { ...member, ...oidc, emailKey, createdAt: tx.now() }, select: { id: true } });
    const details = { role: member.role, by: "single sign-on" };
    await record(tx, { action: "member.created", targetType: "user", targetId: member.id, details });
    return member;
  });
}

async function recordRefusal(platform: Platform, known: Member | null): Promise<void> {
  const tenantId = known?.tenantId ?? (await ensureTenant(platform, DEFAULT_TENANT)).id;
  const actor = { type: "user", id: known?.id ?? "unknown", permissions: [] } as const;
  const ctx = { ...platform, tenantId, actor, requestId: platform.random.uuid(), db: platform.prisma };
  await record(ctx, { action: "session.refused", details: { method: "single sign-on" } });
}
