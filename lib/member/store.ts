import type { Ctx, Platform } from "@/lib/context";
import { type Role, rolePermissions } from "@/lib/kernel/policy";
import { emailKeyOf } from "@/lib/member/schema";

/** A person with an account in the portal. */
export interface Member {
  readonly tenantId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
}

const columns = { tenantId: true, id: true, email: true, name: true, role: true, passwordHash: true, disabledAt: true };

export interface Account extends Member {
  readonly passwordHash: string | null;
  readonly disabledAt: Date | null;
}

/** E-mail addresses are unique over all tenants: signing in names no tenant. */
export async function findAccountByEmail({ prisma }: Platform, email: string): Promise<Account | null> {
  const row = await prisma.user.findUnique({ where: { emailKey: emailKeyOf(email) }, select: columns });
  return row && { ...row, role: row.role as Role };
}

export async function findAccountBySubject(
  { prisma }: Platform,
  issuer: string,
  subject: string,
): Promise<Account | null> {
  const where = { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } };
  const row = await prisma.user.findUnique({ where, select: columns });
  return row && { ...row, role: row.role as Role };
}

/** What a member does is done in their own tenant, with the permissions of the role they have right now. */
export function memberCtx(
  platform: Platform,
  member: Member,
  signedInAt: Date,
  requestId: string = platform.random.uuid(),
): Ctx {
  const { tenantId, id, role } = member;
  const actor = { type: "user", id, role, permissions: rolePermissions[role], signedInAt } as const;
  return { ...platform, tenantId, actor, requestId, db: platform.prisma };
}
