import { record } from "@/lib/audit/record";
import { inTransaction, type Platform } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { hashPassword } from "@/lib/member/password";
import { emailKeyOf, type SetupForm } from "@/lib/member/schema";
import { type Member, memberCtx } from "@/lib/member/store";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { DEFAULT_TENANT } from "@/lib/tenant/find-tenant-by-name";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { UNNAMED_ORGANISATION } from "@/lib/tenant/organisation-name";
import { TenantSettings } from "@/lib/tenant/schema";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";

const PURPOSE = "setup";

/** `ready`: the link works. `stale`: wrong, used or expired. `done`: there is an owner. */
type SetupState = "ready" | "stale" | "done";

export async function setupState(platform: Platform, token: string): Promise<SetupState> {
  const owner = await platform.prisma.user.findFirst({ where: { role: "owner" }, select: { id: true } });
  if (owner) return "done";
  const living = {
    tokenHash: hashOf(platform, token),
    purpose: PURPOSE,
    usedAt: null,
    expiresAt: { gt: platform.now() },
  };
  const found = await platform.prisma.oneTimeToken.findFirst({ where: living, select: { tokenHash: true } });
  return found ? "ready" : "stale";
}

/** What the organisation is called already, by a token's work before there was an owner, or a name to begin with. */
export async function organisationToSetUp({ prisma }: Platform): Promise<string> {
  const made = await prisma.tenant.findUnique({ where: { nameKey: DEFAULT_TENANT }, select: { settings: true } });
  return TenantSettings.parse(made?.settings ?? {}).displayName ?? UNNAMED_ORGANISATION;
}

/**
 * Makes the first owner, in the default tenant, and opens that tenant for work. The link's token is spent with it, so
 * of several attempts at once exactly one succeeds (security D2).
 */
export async function setUp(platform: Platform, { token, account, organisation }: SetupForm): Promise<Member> {
  if ((await setupState(platform, token)) !== "ready") throw staleLink();
  const passwordHash = await hashPassword(platform, account.password);
  const tenant = await ensureTenant(platform, DEFAULT_TENANT);
  const owner = {
    tenantId: tenant.id,
    id: platform.random.uuid(),
    email: account.email.trim(),
    name: null,
    role: "owner",
  } as const;
  await inTransaction(memberCtx(platform, owner, platform.now()), async (tx) => {
    const now = tx.now();
    const spent = await tx.db.oneTimeToken.updateMany({
      where: { tokenHash: hashOf(platform, token), purpose: PURPOSE, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (spent.count !== 1) throw staleLink();
    // Links of other processes die with this one, or two of them could make two first owners.
    await tx.db.oneTimeToken.updateMany({ where: { purpose: PURPOSE, usedAt: null }, data: { usedAt: now } });
    const emailKey = emailKeyOf(owner.email);
    if (await tx.db.user.findUnique({ where: { emailKey }, select: { id: true } })) {
      throw invalidField("account.email", "Somebody signs in with this e-mail address already: use another one.");
    }
    await tx.db.user.create({
      data: { ...owner, emailKey, passwordHash, createdAt: now },
      select: { id: true },
    });
    await record(tx, {
      action: "member.created",
      targetType: "user",
      targetId: owner.id,
      details: { role: owner.role },
    });
    await onboardTenant(tx, undefined);
    if (organisation !== undefined) await updateOrganisationSettings(tx, { name: organisation });
  });
  return owner;
}

const hashOf = ({ masterKeys }: Platform, token: string): string => masterKeys.hash("one-time-token", token);

const staleLink = (): Problem =>
  new Problem("conflict", "This setup link was used or has expired. Restart the portal: it prints a new one.");
