import { afterAll, afterEach, expect, test, vi } from "vitest";
import { defaultApplication, startKeyVaultServer } from "@/e2e/support/azure-key-vault-server/server.mjs";
import { createEgress } from "@/lib/egress/egress";
import { azureProvider } from "@/lib/keys/azure";
import { testPlatform } from "@/lib/testing/ctx";
import { OnboardingClient } from "@/lib/testing/onboarding";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const application = { ...defaultApplication, clientSecret: "canary-secret-of-the-application" };
const azure = await startKeyVaultServer({ applications: [application] });
afterEach(() => azure.control.reset());
afterAll(() => azure.stop());

const egress = createEgress({ allow: [new URL(azure.url).host] });
shared.platform = await testPlatform({
  egress,
  keyProviders: { azure: azureProvider({ egress, authorityHost: azure.url, identity: null }) },
});
const ours = await OnboardingClient.make(shared.platform);
const others = await OnboardingClient.make(shared.platform, "second");

const auth = { ...application, keyVaultUrl: azure.url };
test("by an application's secret", async () => {
  const key = { backend: "azure-rest-api", keyType: "secp256r1", config: { auth } };
  const { status, body } = await ours.onboard(key);
  expect({ status, body }).toMatchObject({ status: 200 });
  const { clientSecret: _, ...shown } = auth;
  expect(Object.keys(body.issuerKey)).toEqual(["type", "id", "auth", "_keyType", "_publicKey"]);
  expect(body.issuerKey).toMatchObject({ type: "azure-rest-api", auth: shown, _publicKey: { type: "jwk" } });
  expect(body.issuerKey.auth).toEqual(shown);
  expect(await ours.signs(body.issuerKey, body.issuerDid)).toBe(true);
  await expect(others.signs(body.issuerKey)).rejects.toMatchObject({ target: "issuerKey" });
  expect(await others.signs({ ...body.issuerKey, auth })).toBe(true);
});

test("the old name with a secret is the same; the server's own identity must be there", async () => {
  const old = await ours.onboard({ backend: "azure", keyType: "RSA", config: { auth, name: "Sample" } });
  const { clientSecret: _, ...shown } = auth;
  expect(old).toMatchObject({ status: 200, body: { issuerKey: { type: "azure", _keyType: "RSA" } } });
  expect(old.body.issuerKey.config).toEqual({ auth: shown });
  expect(await ours.signs(old.body.issuerKey, old.body.issuerDid)).toBe(true);
  const none = await ours.onboard({ backend: "azure", keyType: "RSA", config: { auth: { keyVaultUrl: azure.url } } });
  expect(none.status).toBe(400);
  expect(Object.keys(none.body.details.fields)).toEqual(["key.config.auth.clientSecret"]);
});

test.each([
  ["no address", "vault", "key.config.auth.keyVaultUrl"],
  ["an address that is not asked", "https://10.0.0.1", "key.config.auth.keyVaultUrl"],
])("%s is told by the name that the caller gave it", async (_name, keyVaultUrl, field) => {
  const config = { auth: { ...auth, keyVaultUrl } };
  const { status, body } = await ours.onboard({ backend: "azure-rest-api", keyType: "RSA", config });
  expect(status).toBe(400);
  expect(Object.keys(body.details.fields)).toEqual([field]);
});

test("no secret is in any row, audit event or answer (I7, S1)", async () => {
  const { text } = await ours.onboard({ backend: "azure-rest-api", config: { auth } });
  expect((await ours.stored()) + text).not.toContain("canary");
});
