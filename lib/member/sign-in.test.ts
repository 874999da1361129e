import { beforeEach, describe, expect, test } from "vitest";
import { forgetStaleSignIns } from "@/lib/member/forget-stale-sign-ins";
import { hashPassword } from "@/lib/member/password";
import { endSession, findSession, openSession } from "@/lib/member/portal-session";
import { signInWithOidc } from "@/lib/member/sign-in-with-oidc";
import { signInWithPassword } from "@/lib/member/sign-in-with-password";
import type { Member } from "@/lib/member/store";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";

const password = "correct horse battery";
let platform: TestPlatform;
let member: Member;

beforeEach(async () => {
  platform = await testPlatform();
  const tenant = await ensureTenant(platform, "default");
  member = { tenantId: tenant.id, id: platform.random.uuid(), email: "ada@example.org", name: null, role: "admin" };
  const passwordHash = await hashPassword(platform, password);
  await platform.prisma.user.create({
    data: { ...member, emailKey: member.email, passwordHash, createdAt: platform.now() },
  });
});

const signIn = (parts: Partial<{ email: string; password: string; address: string }> = {}) =>
  signInWithPassword(platform, { email: "ada@example.org", password, address: "192.0.2.1", ...parts });

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "let in",
    (problem: { code: string }) => problem.code,
  );

describe("signing in by password", () => {
  test("takes the e-mail in any case", async () => {
    expect(await signIn({ email: " ADA@example.org " })).toMatchObject({ id: member.id, role: "admin" });
  });

  test("refuses a wrong password and an unknown account in the same words, and audits both without what was typed (D9)", async () => {
    const refusals = await Promise.allSettled([
      signIn({ password: "wrong password 1" }),
      signIn({ email: "nobody@example.org", password: "canary-secret" }),
    ]);
    const said = refusals.map((one) => (one.status === "rejected" ? `${one.reason.code}: ${one.reason.message}` : ""));

    expect(said[0]).toBe(said[1]);
    expect(said[0]).toMatch(/^unauthorized/);
    const rows = await platform.prisma.auditEvent.findMany({ where: { action: "session.refused" } });
    expect(rows.map((row) => row.actorId).sort()).toEqual([member.id, "unknown"].sort());
    expect(JSON.stringify(rows)).not.toMatch(/canary|nobody|wrong password/);
  });

  test("refuses a disabled account", async () => {
    await platform.prisma.user.updateMany({ data: { disabledAt: platform.now() } });

    expect(await codeOf(signIn())).toBe("unauthorized");
  });

  test("makes guessing wait, also after a restart, yet keeps nobody out for long", async () => {
    for (let guess = 0; guess < 6; guess++) await codeOf(signIn({ password: `guess ${guess}` }));

    expect(await codeOf(signIn())).toBe("too_many_requests");
    expect(await codeOf(signIn({ address: "192.0.2.77" }))).toBe("too_many_requests");
    platform.clock.advance(61);
    expect(await codeOf(signIn())).toBe("let in");
    expect(await codeOf(signIn({ password: "wrong again" }))).toBe("unauthorized");
  });

  test("counts guesses made at the same time", async () => {
    const guesses = Array.from({ length: 30 }, (_, guess) => codeOf(signIn({ password: `guess ${guess}` })));
    const outcomes = await Promise.all(guesses);

    expect(outcomes.filter((code) => code === "unauthorized").length).toBeLessThanOrEqual(6);
  });

  test("makes one address that tries many accounts wait, while others sign in", async () => {
    for (let guess = 0; guess < 21; guess++) await codeOf(signIn({ email: `user${guess}@example.org` }));

    expect(await codeOf(signIn())).toBe("too_many_requests");
    expect(await codeOf(signIn({ address: "192.0.2.2" }))).toBe("let in");
  });
});

describe("a portal session", () => {
  test("is new at each sign-in and stored as a hash only (A7, S6)", async () => {
    const tokens = [await openSession(platform, member), await openSession(platform, member)];

    expect(new Set(tokens).size).toBe(2);
    expect(Buffer.from(tokens[0] ?? "", "base64url")).toHaveLength(32);
    const stored = JSON.stringify(await platform.prisma.portalSession.findMany());
    for (const token of tokens) expect(stored).not.toContain(token);
  });

  test("ends after 30 idle minutes, and after 8 hours however busy (A7)", async () => {
    const idle = await openSession(platform, member);
    platform.clock.advance(30 * 60 + 1);
    expect(await findSession(platform, idle)).toBeNull();

    const busy = await openSession(platform, member);
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      platform.clock.advance(20 * 60);
      expect(await findSession(platform, busy)).not.toBeNull();
    }
    platform.clock.advance(20 * 60);
    expect(await findSession(platform, busy)).toBeNull();
  });

  test("is over at sign-out, once (A7)", async () => {
    const token = await openSession(platform, member);
    await Promise.all([endSession(platform, token), endSession(platform, token)]);

    expect(await findSession(platform, token)).toBeNull();
    expect(await platform.prisma.auditEvent.count({ where: { action: "session.ended" } })).toBe(1);
  });

  test("shows a change of role and a disabled account at once (A3)", async () => {
    const token = await openSession(platform, member);
    await platform.prisma.user.updateMany({ data: { role: "reader" } });
    expect((await findSession(platform, token))?.member.role).toBe("reader");

    await platform.prisma.user.updateMany({ data: { disabledAt: platform.now() } });
    expect(await findSession(platform, token)).toBeNull();
  });

  test("is forgotten a day later, as are failed attempts, and not before", async () => {
    const token = await openSession(platform, member);
    await codeOf(signIn({ password: "wrong password" }));
    await forgetStaleSignIns(platform);
    expect(await findSession(platform, token)).not.toBeNull();

    platform.clock.advance(24 * 3600 + 1);
    await forgetStaleSignIns(platform);
    expect(await platform.prisma.portalSession.count()).toBe(0);
    expect(await platform.prisma.signInThrottle.count()).toBe(0);
  });

  test("of another installation's key opens nothing", async () => {
    await openSession(platform, member);

    for (const token of ["", "x", "a".repeat(43)]) expect(await findSession(platform, token)).toBeNull();
  });
});

describe("single sign-on", () => {
  const identity = { issuer: "https://idp.example.org", subject: "s-1", email: "eve@example.org", name: "Eve" };

  test("makes an account at the first sign-in only for a known role, and takes over later changes", async () => {
    expect(await codeOf(signInWithOidc(platform, { ...identity, role: undefined }))).toBe("forbidden");
    expect(await platform.prisma.user.count()).toBe(1);

    const first = await signInWithOidc(platform, { ...identity, role: "reader" });
    const second = await signInWithOidc(platform, { ...identity, email: "moved@example.org", role: "admin" });

    expect(second).toMatchObject({ id: first.id, role: "admin" });
    expect(await codeOf(signInWithOidc(platform, { ...identity, role: undefined }))).toBe("forbidden");
  });

  test("does not open a local account by its e-mail address", async () => {
    expect(await codeOf(signInWithOidc(platform, { ...identity, email: "ADA@example.org", role: "owner" }))).toBe(
      "conflict",
    );
  });
});
