import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { BearerAuthenticator } from "@/lib/auth/bearer";
import type { Egress } from "@/lib/egress/egress";
import { rolePermissions } from "@/lib/kernel/policy";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import type { TenantState } from "@/lib/tenant/store";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { requireFreshOwner } from "@/lib/use-case";

const ISSUER = "https://login.example.org/tenants/0f1c5a52-8a0e-4a43-9f3d-0c0a2a3a4b5c/v2.0";
const AUDIENCE = "api://portal";

let platform: TestPlatform;
let bearer: BearerAuthenticator;
let tenant: TenantState;
let issuer: OutsideIssuer;

/** An OAuth issuer behind the one way out: it can turn its keys and fall silent. */
class OutsideIssuer {
  keys: { kid: string; privateKey: CryptoKey; publicJwk: object }[] = [];
  silent = false;
  requests = 0;

  async addKey(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    this.keys = [{ kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256" } }];
  }

  readonly egress: Egress = {
    refusal: () => undefined,
    request: async (url) => {
      this.requests++;
      if (this.silent) return { ok: false, cause: "timed out" };
      const body = url.endsWith("/.well-known/openid-configuration")
        ? { issuer: ISSUER, jwks_uri: "https://login.example.org/keys" }
        : { keys: this.keys.map((key) => key.publicJwk) };
      return { ok: true, status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
    },
  };

  sign(claims: Record<string, unknown>): Promise<string> {
    const [key] = this.keys;
    if (!key) throw new Error("no key");
    const now = platform.now().getTime() / 1000;
    const all = { iss: ISSUER, aud: AUDIENCE, sub: "person-1", iat: now, exp: now + 600, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(key.privateKey);
  }
}

beforeAll(async () => {
  issuer = new OutsideIssuer();
  platform = await testPlatform({ egress: issuer.egress });
  await issuer.addKey("first");
  tenant = await ensureTenant(platform, "default");
  bearer = new BearerAuthenticator(platform, { issuers: [ISSUER], audience: AUDIENCE });
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

describe("tokens of a trusted outside issuer", () => {
  test("turn Entra's roles into ours, by name or by template id", async () => {
    const admin = await ctxOf(await issuer.sign({ roles: ["Authentication Policy Administrator"] }));
    const reader = await ctxOf(
      await issuer.sign({ wids: ["f2ef992c-3afb-46b9-b7cf-a126ee74c451"], scp: "full_access" }),
    );

    // Who may opt out there is an owner here (Admin API, section 2.3).
    expect(admin.actor).toMatchObject({ type: "user", id: `${ISSUER}#person-1`, role: "owner" });
    expect(admin.actor.permissions).toEqual(rolePermissions.owner);
    expect(reader.actor).toMatchObject({ type: "user", role: "reader" });
    expect(reader.actor.permissions).toEqual(rolePermissions.reader);
  });

  test("prove a fresh sign-in by auth_time alone, never by when they were made (A6)", async () => {
    const now = Math.floor(platform.now().getTime() / 1000);
    const owner = { roles: ["Global Administrator"] };
    const freshness = async (claims: object) => {
      const ctx = await ctxOf(await issuer.sign({ ...owner, ...claims }));
      try {
        requireFreshOwner(ctx);
        return "fresh";
      } catch (error) {
        return (error as Error).message;
      }
    };

    expect(await freshness({ auth_time: now - 299 })).toBe("fresh");
    expect(await freshness({ auth_time: now - 301 })).toMatch(/^Sign in again/);
    for (const claims of [{}, { iat: now, nbf: now }, { auth_time: `${now}` }]) {
      expect(await freshness(claims)).toMatch(/add the claim auth_time/);
    }
  });

  test("turn application permissions into ours", async () => {
    const ctx = await ctxOf(await issuer.sign({ sub: "app-1", roles: ["VerifiableCredential.Credential.Search"] }));

    expect(ctx.actor).toEqual({ type: "app", id: `${ISSUER}#app-1`, permissions: ["Credential.Search"] });
  });

  test.each<[string, string, object]>([
    ["realm_access.roles", "as Keycloak nests them", { realm_access: { roles: ["offline_access", "reader"] } }],
    ["https://example.org/roles", "under a name with dots", { "https://example.org/roles": ["reader"] }],
    ["role", "as one text", { role: "Global Reader" }],
  ])("find roles at %s, %s", async (roleClaim, _, claims) => {
    const own = new BearerAuthenticator(platform, { issuers: [ISSUER], audience: AUDIENCE, roleClaim });
    const { actor } = await own.ctx(request(await issuer.sign({ ...claims, roles: ["owner"] })), "r");

    expect(actor).toMatchObject({ type: "user", role: "reader" });
  });

  test.each([
    ["api://portal", "api://portal"],
    ["api://portal", "portal"],
    ["6a8b4b39-c021-437c-b060-5a14a3fd65f3", "api://6a8b4b39-c021-437c-b060-5a14a3fd65f3"],
    ["api://portal, https://portal.example.org", "https://portal.example.org"],
  ])("meant for %s are taken with the audience %s", async (audience, aud) => {
    const own = new BearerAuthenticator(platform, { issuers: [ISSUER], audience });

    await expect(own.ctx(request(await issuer.sign({ aud })), "r")).resolves.toMatchObject({ tenantId: tenant.id });
    await expect(own.ctx(request(await issuer.sign({ aud: `${aud}x` })), "r")).rejects.toMatchObject({ status: 401 });
  });

  test("without a role known here may do nothing", async () => {
    const ctx = await ctxOf(await issuer.sign({ roles: ["Pizza Chef", "__proto__", "constructor"] }));

    expect(ctx.actor.permissions).toEqual([]);
  });

  test("act in the tenant that `tid` names, by name or by id, else in the default one", async () => {
    const other = await ensureTenant(platform, "Fabrikam");

    expect((await ctxOf(await issuer.sign({ tid: "fabrikam" }))).tenantId).toBe(other.id);
    expect((await ctxOf(await issuer.sign({ tid: other.id }))).tenantId).toBe(other.id);
    expect((await ctxOf(await issuer.sign({}))).tenantId).toBe(tenant.id);
  });

  test("for a tenant that is not here do not open the default one (I10)", async () => {
    // Entra's issuers have the `tid` in their own address.
    const { pathname } = new URL(ISSUER);
    for (const tid of ["somebody-else", "0f1c5a52-8a0e-4a43-9f3d-0c0a2a3a4b5c", pathname.split("/")[1] ?? ""]) {
      const token = await issuer.sign({ tid, roles: ["Global Administrator"] });
      expect([tid, await refusal(token)]).toEqual([tid, "tenant_not_onboarded"]);
    }
  });

  test.each([
    ["another audience", { aud: "api://other" }],
    ["another issuer", { iss: "https://evil.example.org" }],
    ["an issuer that only begins alike", { iss: `${ISSUER}/x` }],
    ["no end", { exp: undefined }],
    ["an end in the past", { exp: 1_000_000_000 }],
    ["no subject", { sub: undefined }],
    ["a beginning that is still to come", { nbf: 4_000_000_000 }],
  ])("with %s are refused", async (_, claims) => {
    expect(await refusal(await issuer.sign(claims))).toBe("unauthorized");
  });

  test("signed with the public key as a shared secret are refused", async () => {
    const secret = Buffer.from(JSON.stringify(issuer.keys[0]?.publicJwk));
    const now = platform.now().getTime() / 1000;
    const token = await new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: "x", iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: "HS256", kid: "first" })
      .sign(secret);

    expect(await refusal(token)).toBe("unauthorized");
  });

  test("are accepted after the issuer changed its keys, and its keys are asked for rarely", async () => {
    await ctxOf(await issuer.sign({}));
    platform.clock.advance(31);
    await issuer.addKey("second");
    const before = issuer.requests;
    await Promise.all([issuer.sign({}), issuer.sign({ n: 1 })].map(async (token) => ctxOf(await token)));
    const stray = await generateKeyPair("RS256");
    const now = platform.now().getTime() / 1000;
    const unknown = await new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: "x", iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: "RS256", kid: "third" })
      .sign(stray.privateKey);

    expect(await refusal(unknown)).toBe("unauthorized");
    expect(issuer.requests - before).toBe(2);
  });

  test("are told to come back when the issuer is silent and its keys unknown (I15)", async () => {
    const fresh = new BearerAuthenticator(platform, { issuers: [ISSUER], audience: AUDIENCE });
    issuer.silent = true;
    const token = await issuer.sign({});

    await expect(fresh.ctx(request(token), "r")).rejects.toMatchObject({ code: "unavailable", status: 503 });
    await expect(ctxOf(token)).resolves.toMatchObject({ tenantId: tenant.id });
    issuer.silent = false;
  });

  test("are not accepted when no issuer is trusted", async () => {
    await expect(new BearerAuthenticator(platform).ctx(request(await issuer.sign({})), "r")).rejects.toMatchObject({
      code: "unauthorized",
    });
  });
});
