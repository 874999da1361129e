import { beforeAll, describe, expect, test } from "vitest";
import { mintApiToken } from "@/lib/auth/api-token";
import { BearerAuthenticator } from "@/lib/auth/bearer";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { rolePermissions } from "@/lib/kernel/policy";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import type { TenantState } from "@/lib/tenant/store";
import { forgetTenant } from "@/lib/tenant/store";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";

let platform: TestPlatform;
let bearer: BearerAuthenticator;
let tenant: TenantState;

beforeAll(async () => {
  platform = await testPlatform();
  tenant = await ensureTenant(platform, "default");
  bearer = new BearerAuthenticator(platform, { issuers: ["https://login.example.org/v2.0"], audience: "api://portal" });
});

const request = (token?: string, headers: Record<string, string> = {}): Request =>
  new Request("https://portal.example.org/v1.0/verifiableCredentials/authorities", {
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
  });

const ctxOf = (token: string) => bearer.ctx(request(token), "request-1");

const refusal = (token: string) =>
  ctxOf(token).then(
    () => "let in",
    (problem: { code: string }) => problem.code,
  );

const ours = (claims: object = {}, ttlSeconds = 3600) =>
  mintApiToken(
    platform,
    { sub: "command-line", tid: tenant.id, epoch: tenant.epoch, role: "admin", ...claims },
    ttlSeconds,
  );

describe("tokens of the command line", () => {
  test("carry their role's permissions in their own tenant", async () => {
    const ctx = await ctxOf(await ours());

    expect(ctx.tenantId).toBe(tenant.id);
    expect(ctx.requestId).toBe("request-1");
    expect(ctx.actor).toEqual({
      type: "user",
      id: "command-line",
      role: "admin",
      permissions: rolePermissions.admin,
    });
  });

  test("carry just the application permissions they were made with", async () => {
    const ctx = await ctxOf(
      await ours({
        role: undefined,
        permissions: ["VerifiableCredential.Contract.Read", "VerifiableCredential.Unknown"],
      }),
    );

    expect(ctx.actor).toEqual({ type: "app", id: "command-line", permissions: ["Contract.Read"] });
  });

  test("end at their time, even when they were just used", async () => {
    const token = await ours({}, 60);
    await ctxOf(token);
    platform.clock.advance(61);

    expect(await refusal(token)).toBe("unauthorized");
  });

  test("die when the tenant's epoch grows", async () => {
    const closing = await ensureTenant(platform, "closing");
    const token = await ours({ tid: closing.id, epoch: closing.epoch });
    await ctxOf(token);
    await platform.prisma.tenant.update({ where: { id: closing.id }, data: { epoch: { increment: 1 } } });
    forgetTenant(platform, closing.id);

    expect(await refusal(token)).toBe("unauthorized");
  });

  test("of another installation are refused", async () => {
    const foreign = { ...platform, masterKeys: new MasterKeys(Buffer.alloc(32, 8)) };
    const token = await mintApiToken(foreign, { sub: "x", tid: tenant.id, epoch: 0, role: "owner" }, 60);

    expect(await refusal(token)).toBe("unauthorized");
  });

  test("without a signature, or with a changed claim, are refused", async () => {
    const [header, payload, signature] = (await ours()).split(".");
    const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: "owner" })).toString("base64url");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt" })).toString("base64url");

    expect(await refusal(`${header}.${forged}.${signature}`)).toBe("unauthorized");
    expect(await refusal(`${none}.${forged}.`)).toBe("unauthorized");
  });
});

describe("a REST request", () => {
  test("without a token is refused, whatever cookies it brings (A4)", async () => {
    const cookies = { cookie: `portal-session=${await ours()}; __Host-portal-session=${await ours()}` };

    await expect(bearer.ctx(request(undefined, cookies), "r")).rejects.toMatchObject({ code: "unauthorized" });
  });

  test.each(["", "x", "a.b.c", "ey".repeat(20_000), "ключ"])("with a broken token is refused (%#)", async (token) => {
    const broken = { headers: { get: () => `Bearer ${token}` } } as unknown as Request;

    await expect(bearer.ctx(broken, "r")).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("with another scheme is refused", async () => {
    const basic = request(undefined, { authorization: `Basic ${await ours()}` });

    await expect(bearer.ctx(basic, "r")).rejects.toMatchObject({ code: "unauthorized" });
  });
});
