import { expect, test } from "vitest";
import { verifyPassword } from "@/lib/member/password";
import type { SetupForm } from "@/lib/member/schema";
import { organisationToSetUp, setUp, setupState } from "@/lib/member/set-up";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";

const account = { email: "Owner@Example.org", password: "correct horse battery" };

async function link(platform: TestPlatform, token: string, seconds = 60): Promise<SetupForm> {
  const now = platform.now();
  await platform.prisma.oneTimeToken.create({
    data: {
      tokenHash: platform.masterKeys.hash("one-time-token", token),
      purpose: "setup",
      expiresAt: new Date(now.getTime() + seconds * 1000),
      createdAt: now,
    },
  });
  return { token, account };
}

test("the setup link makes the first owner in an onboarded default tenant, with an audit row", async () => {
  const platform = await testPlatform();
  const form = await link(platform, "one");
  expect(await setupState(platform, "one")).toBe("ready");

  const owner = await setUp(platform, form);

  expect(await setupState(platform, "one")).toBe("done");
  const stored = await platform.prisma.user.findUniqueOrThrow({ where: { emailKey: "owner@example.org" } });
  expect(stored).toMatchObject({ id: owner.id, role: "owner", email: "Owner@Example.org" });
  expect(stored.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(platform, stored.passwordHash, account.password)).toBe(true);
  const tenant = await platform.prisma.tenant.findUniqueOrThrow({ where: { id: owner.tenantId } });
  expect(tenant).toMatchObject({ name: "default", onboardedAt: platform.now() });
  const actions = await platform.prisma.auditEvent.findMany({ select: { action: true } });
  expect(actions.map(({ action }) => action).sort()).toEqual(["member.created", "tenant.onboarded"]);
});

test("the organisation gets the name that its owner gives at set-up, on the record", async () => {
  const platform = await testPlatform();
  const form = await link(platform, "named");
  expect(await organisationToSetUp(platform)).toBe("My organisation");

  await setUp(platform, { ...form, organisation: "Fabrikam Works" });

  expect(await organisationToSetUp(platform)).toBe("Fabrikam Works");
  const named = await platform.prisma.auditEvent.findFirstOrThrow({ where: { action: "tenant.settings_changed" } });
  expect(named.details).toMatchObject({ displayName: "Fabrikam Works" });
});

test("a setup link that is wrong, expired or used makes nobody", async () => {
  const platform = await testPlatform();
  const form = await link(platform, "late", 60);
  platform.clock.advance(60);

  expect(await setupState(platform, "late")).toBe("stale");
  expect(await setupState(platform, "")).toBe("stale");
  await expect(setUp(platform, form)).rejects.toMatchObject({ code: "conflict" });
  await expect(setUp(platform, { ...form, token: "guess" })).rejects.toMatchObject({ code: "conflict" });
  expect(await platform.prisma.user.count()).toBe(0);
});

test("of many uses of setup links at once exactly one makes an owner, even with two links about (D2)", async () => {
  const platform = await testPlatform();
  const forms = [await link(platform, "left"), await link(platform, "right")];
  const attempts = Array.from({ length: 8 }, (_, index) => {
    const form = forms[index % 2] ?? { token: "", account };
    return setUp(platform, { ...form, account: { ...account, email: `owner${index}@example.org` } });
  });

  const outcomes = await Promise.allSettled(attempts);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
  }
  expect(await platform.prisma.user.count()).toBe(1);
  expect(await platform.prisma.auditEvent.count({ where: { action: "member.created" } })).toBe(1);
});
