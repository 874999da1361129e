import { afterAll, afterEach, expect, test, vi } from "vitest";
import { startVaultServer } from "@/e2e/support/vault-server/server.mjs";
import { createEgress } from "@/lib/egress/egress";
import { vaultProvider } from "@/lib/keys/vault";
import { testPlatform } from "@/lib/testing/ctx";
import { OnboardingClient } from "@/lib/testing/onboarding";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const TOKEN = "hvs.canary-token-of-the-portal";
const vault = await startVaultServer({
  identities: [
    { name: "portal", token: TOKEN },
    { name: "role", roleId: "issuer-role", secretId: "canary-secret-id" },
    { name: "user", username: "issuer@example.org", password: "canary-password" },
    { name: "team", namespace: "admin/team", token: "hvs.canary-of-the-team" },
  ],
});
afterEach(() => vault.control.reset());
afterAll(() => vault.stop());

const egress = createEgress({ allow: [new URL(vault.url).host] });
shared.platform = await testPlatform({
  egress,
  keyProviders: { vault: vaultProvider({ egress, now: () => new Date() }) },
});
const ours = await OnboardingClient.make(shared.platform);
const others = await OnboardingClient.make(shared.platform, "second");

const server = `${vault.url}/v1/transit`;
test.each<[string, object, object]>([
  ["a token", { auth: { accessKey: TOKEN } }, {}],
  ["a token in the old place", { accessKey: TOKEN }, {}],
  ["AppRole", { auth: { roleId: "issuer-role", secretId: "canary-secret-id" } }, { roleId: "issuer-role" }],
  [
    "userpass",
    { auth: { username: "issuer@example.org", password: "canary-password" } },
    { username: "issuer@example.org" },
  ],
  ["a namespace", { namespace: "admin/team", auth: { accessKey: "hvs.canary-of-the-team" } }, {}],
])("by %s", async (_name, config, auth) => {
  const { status, body } = await ours.onboard({
    backend: "tse",
    keyType: "Ed25519",
    config: { server, ...config },
  });
  expect({ status, body }).toMatchObject({ status: 200, body: { issuerKey: { type: "tse", server } } });
  expect(body.issuerKey.auth).toEqual(auth);
  const { namespace } = config as { namespace?: string };
  expect(Object.keys(body.issuerKey)).toEqual([
    ...["type", "server", "auth"],
    ...(namespace ? ["namespace"] : []),
    ...["id", "_publicKey", "_keyType"],
  ]);
  expect(body.issuerKey.namespace).toBe(namespace);
  expect(body.issuerKey._publicKey).toHaveLength(32);
  expect(Buffer.from(Int8Array.from(body.issuerKey._publicKey).buffer).toString("base64url")).toBe(
    JSON.parse(Buffer.from(body.issuerDid.slice("did:jwk:".length), "base64url").toString()).x,
  );
  expect(await ours.signs(body.issuerKey, body.issuerDid)).toBe(true);
  expect(await ours.signs({ ...body.issuerKey, ...config }, body.issuerDid)).toBe(true);
});

test("userpassPath says where user names are signed in", async () => {
  const auth = { username: "issuer@example.org", password: "canary-password", userpassPath: "people" };
  vault.requests.length = 0;
  expect((await ours.onboard({ backend: "tse", config: { server, auth } })).status).toBe(400);
  expect(vault.requests[0]?.path).toBe("auth/people/login/issuer%40example.org");
});

test.each(["secp256r1", "secp384r1", "secp521r1", "RSA"])(
  "%s is made there, and found by what its backend calls it",
  async (keyType) => {
    const config = { server, auth: { accessKey: TOKEN } };
    const { body } = await ours.onboard({ backend: "tse", keyType, config });
    expect(await ours.signs({ type: "tse", id: body.issuerKey.id }, body.issuerDid)).toBe(true);
    await expect(others.signs(body.issuerKey)).rejects.toMatchObject({ target: "issuerKey" });
    expect(await others.signs({ ...body.issuerKey, auth: { accessKey: TOKEN } })).toBe(true);
  },
);

test.each<[string, object, string]>([
  ["an empty token", { auth: { accessKey: "" } }, "key.config.auth.accessKey"],
  ["an empty token in the old place", { accessKey: "" }, "key.config.accessKey"],
  ["a namespace that climbs", { auth: { accessKey: TOKEN }, namespace: "../x" }, "key.config.namespace"],
  ["a path of the engine that climbs", { server: `${vault.url}/v1/a//b`, accessKey: TOKEN }, "key.config.server"],
  ["an address that is not asked", { server: "http://10.0.0.1/v1/transit", accessKey: TOKEN }, "key.config.server"],
  ["no way to sign in", {}, "key.config.auth.accessKey"],
  ["a role without its secret", { auth: { roleId: "issuer-role" } }, "key.config.auth.secretId"],
  ["a secret without its role", { auth: { secretId: "canary-secret-id" } }, "key.config.auth.roleId"],
  ["a user without a password", { auth: { username: "issuer@example.org" } }, "key.config.auth.password"],
  ["a password without a user", { auth: { password: "canary-password" } }, "key.config.auth.username"],
])("%s is told by the name that the caller gave it", async (_name, config, field) => {
  const { status, body } = await ours.onboard({ backend: "tse", config: { server, ...config } });
  expect(status).toBe(400);
  expect(Object.keys(body.details.fields)).toEqual([field]);
});

test("a key object's config is told by its place in that object", async () => {
  const key = { type: "tse", server, id: "elsewhere" };
  await expect(ours.signs({ ...key, auth: { accessKey: "a b" } })).rejects.toMatchObject({
    issues: [{ path: ["issuerKey", "auth", "accessKey"] }],
  });
  await expect(
    ours.signs({ ...key, server: "http://10.0.0.1/v1/transit", auth: { accessKey: TOKEN } }),
  ).rejects.toMatchObject({ code: "invalid_request", target: "issuerKey.server" });
});

test("no secret is in any row, audit event or answer (I7, S1)", async () => {
  const config = { server, auth: { accessKey: TOKEN } };
  const { text } = await ours.onboard({ backend: "tse", config });
  expect((await ours.stored()) + text).not.toContain("canary");
});
