import { beforeAll, describe, expect, test } from "vitest";
import { createApiClient } from "@/lib/api-client/create-api-client";
import { disableApiClient } from "@/lib/api-client/disable-api-client";
import { listApiClients } from "@/lib/api-client/list-api-clients";
import type { CreatedApiClient } from "@/lib/api-client/schema";
import { BearerAuthenticator } from "@/lib/auth/bearer";
import { answerTokenRequest } from "@/lib/auth/token-endpoint";
import type { Ctx } from "@/lib/context";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";

const SCOPE = "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default";

let platform: TestPlatform;
let ctx: Ctx;
let made: CreatedApiClient;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  made = await newClient();
});

const newClient = (validityDays: number | null = null) =>
  createApiClient(ctx, { name: "HR system", permissions: ["VerifiableCredential.Contract.Read"], validityDays });

interface Ask {
  form?: Record<string, string>;
  headers?: Record<string, string>;
  tenant?: string;
}

async function ask({ form = {}, headers = {}, tenant }: Ask = {}) {
  const fields = {
    grant_type: "client_credentials",
    scope: SCOPE,
    ...(!headers.authorization && { client_id: made.client.id, client_secret: made.secret }),
    ...form,
  };
  const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ""));
  const request = new Request("https://portal.example.org/oauth2/v2.0/token", { method: "POST", body, headers });
  const response = await answerTokenRequest(platform, request, tenant);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

const use = (token: string) =>
  new BearerAuthenticator(platform).ctx(
    new Request("https://portal.example.org/", { headers: { authorization: `Bearer ${token}` } }),
    "request-1",
  );

describe("a client-credentials request", () => {
  test("gets a bearer token with the client's permissions, by form or by header, in its tenant's path too", async () => {
    const asked = [
      ask(),
      ask({ headers: basic(made.client.id, made.secret) }),
      ask({ tenant: "Default" }),
      ask({ tenant: ctx.tenantId }),
      ask({ tenant: "common" }),
      ask({ tenant: "organizations" }),
      ask({ form: { scope: "api://6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default" } }),
      ask({ form: { scope: "3db474b9-6a0c-4840-96ac-1fceb342124f/.default" } }),
    ];
    for (const { status, headers, body } of await Promise.all(asked)) {
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(body).toEqual({ token_type: "Bearer", expires_in: 3600, access_token: expect.any(String) });
      expect(await use(body.access_token)).toMatchObject({
        tenantId: ctx.tenantId,
        actor: { type: "app", id: made.client.id, permissions: ["Contract.Read"] },
      });
    }
  });

  test.each<[string, Ask | (() => Ask), number, string]>([
    ["a wrong secret", { form: { client_secret: "wrong" } }, 401, "invalid_client"],
    ["no secret", { form: { client_secret: "" } }, 401, "invalid_client"],
    ["an unknown client", { form: { client_id: "7b5c63d2-6f0e-4f5c-8d0a-4b7f0c3a1e55" } }, 401, "invalid_client"],
    ["a client id that is none", { form: { client_id: "' OR 1=1" } }, 401, "invalid_client"],
    ["another tenant's path", { tenant: "fabrikam" }, 401, "invalid_client"],
    ["another grant", { form: { grant_type: "password" } }, 400, "unsupported_grant_type"],
    ["no scope", { form: { scope: "" } }, 400, "invalid_request"],
    ["another scope", { form: { scope: "https://graph.example.org/.default" } }, 400, "invalid_scope"],
    ["a scope without /.default", { form: { scope: "6a8b4b39-c021-437c-b060-5a14a3fd65f3" } }, 400, "invalid_scope"],
    ["a header that is not Basic", { headers: { authorization: "Digest x" } }, 401, "invalid_client"],
    ["a broken Basic header", { headers: { authorization: "Basic %%%" } }, 401, "invalid_client"],
    [
      "the secret twice",
      () => ({ headers: basic(made.client.id, made.secret), form: { client_secret: "x" } }),
      400,
      "invalid_request",
    ],
    ["a body that is no form", { headers: { "content-type": "application/json" } }, 400, "invalid_request"],
  ])("with %s is refused as RFC 6749 says", async (_, given, status, error) => {
    const answer = await ask(typeof given === "function" ? given() : given);

    expect({ status: answer.status, error: answer.body.error }).toEqual({ status, error });
    expect(JSON.stringify(answer.body)).not.toContain(made.secret);
  });

  test("with a wrong secret is audited (D9)", async () => {
    await ask({ form: { client_secret: "wrong" } });

    const where = { action: "api_client.refused", targetId: made.client.id };
    expect(await platform.prisma.auditEvent.count({ where })).toBeGreaterThan(0);
  });
});

describe("an API client", () => {
  test("keeps its secret of 256 bits to the one answer it was made in (S1, S6)", async () => {
    expect(Buffer.from(made.secret, "base64url")).toHaveLength(32);
    const stored = await platform.prisma.apiClient.findMany();
    const audit = await platform.prisma.auditEvent.findMany();
    const shown = JSON.stringify([await listApiClients(ctx, undefined), stored, audit.map((row) => row.details)]);
    expect(shown).not.toContain(made.secret);
    expect(stored[0]?.secretHash).toMatch(/^scrypt\$/);
  });

  test("is shut out at once when it is disabled, tokens and all (A3)", async () => {
    const doomed = await newClient();
    const credentials = { form: { client_id: doomed.client.id, client_secret: doomed.secret } };
    const { body } = await ask(credentials);
    await use(body.access_token);
    const ref = { id: doomed.client.id };
    await Promise.all([disableApiClient(ctx, ref), disableApiClient(ctx, ref)]);

    await expect(use(body.access_token)).rejects.toMatchObject({ code: "unauthorized" });
    expect((await ask(credentials)).body.error).toBe("invalid_client");
    const where = { action: "api_client.disabled", targetId: doomed.client.id };
    expect(await platform.prisma.auditEvent.count({ where })).toBe(1);
  });

  test("disabled by another process is shut out within a second (A3)", async () => {
    const doomed = await newClient();
    const { body } = await ask({ form: { client_id: doomed.client.id, client_secret: doomed.secret } });
    await use(body.access_token);
    await platform.prisma.apiClient.updateMany({
      where: { id: doomed.client.id },
      data: { disabledAt: platform.now() },
    });
    await new Promise((resolve) => setTimeout(resolve, 1050));

    await expect(use(body.access_token)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("gets in no more after its last day", async () => {
    const { client, secret } = await newClient(1);
    const credentials = { form: { client_id: client.id, client_secret: secret } };
    expect((await ask(credentials)).status).toBe(200);
    platform.clock.advance(24 * 3600);

    expect((await ask(credentials)).body.error).toBe("invalid_client");
    expect((await listApiClients(ctx, undefined)).find(({ id }) => id === client.id)?.state).toBe("expired");
  });

  test("shows when it was last used", async () => {
    const { client, secret } = await newClient();
    expect(client.lastUsedAt).toBeNull();
    platform.clock.advance(10);
    const { body } = await ask({ form: { client_id: client.id, client_secret: secret } });
    const shown = async () => (await listApiClients(ctx, undefined)).find(({ id }) => id === client.id)?.lastUsedAt;
    expect(await shown()).toBe(platform.now().toISOString());

    platform.clock.advance(120);
    await use(body.access_token);
    expect(await shown()).toBe(platform.now().toISOString());
  });

  test("of another tenant does not exist for us (I10)", async () => {
    const other = await testCtx(platform, { tenant: "fabrikam" });

    expect(await listApiClients(other, undefined)).toEqual([]);
    await expect(disableApiClient(other, { id: made.client.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await ask()).status).toBe(200);
  });

  test("is refused with an unknown permission, none at all, or an unknown member", async () => {
    const wrong = [
      { name: "x", permissions: ["Everything"], validityDays: null },
      { name: "x", permissions: ["__proto__"], validityDays: null },
      { name: "x", permissions: [], validityDays: null },
      { name: " ", permissions: ["VerifiableCredential.Contract.Read"], validityDays: null },
      { name: "x", permissions: ["VerifiableCredential.Contract.Read"], validityDays: 0 },
      { name: "x", permissions: ["VerifiableCredential.Contract.Read"], validityDays: null, secret: "mine" },
    ];
    for (const input of wrong) await expect(createApiClient(ctx, input)).rejects.toMatchObject({ name: "ZodError" });
  });
});
