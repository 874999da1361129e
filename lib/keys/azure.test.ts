import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  defaultApplication,
  type KeyVaultServer,
  startKeyVaultServer,
} from "@/e2e/support/azure-key-vault-server/server.mjs";
import { createEgress } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import { azureProvider } from "@/lib/keys/azure";
import type { AzureIdentity } from "@/lib/keys/azure-credential";
import { describeBackendFaults } from "@/lib/keys/backend-faults.contract";
import { describeKeyProvider, newKeyHandle } from "@/lib/keys/provider.contract";
import { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import type { KeyType } from "@/lib/signing-key/schema";
import { refusalOf } from "@/lib/testing/refusal";

const kinds: KeyType[] = ["P-256", "P-384", "P-521", "secp256k1", "RSA-2048", "RSA-3072", "RSA-4096"];

let server: KeyVaultServer;
beforeAll(async () => {
  server = await startKeyVaultServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterEach(() => server.control.reset());
afterAll(() => server.stop());

const configOf = (changes: object = {}): AzureKeyConfig =>
  AzureKeyConfig.parse({ credentials: "clientSecret", vaultUrl: server.url, ...defaultApplication, ...changes });
const providerOf = (identity: AzureIdentity | null = null, authorityHost = server.url) =>
  azureProvider({ egress: createEgress({ allow: [new URL(server.url).host] }), identity, authorityHost });
const subject = (config = configOf()) => ({ provider: providerOf(), config });
const actions = () => server.requests.map(({ action }) => action);

describe("Azure Key Vault", () => {
  describeKeyProvider(kinds, async () => subject());
  describeBackendFaults(() => ({
    ...subject(),
    wrongConfig: configOf({ clientSecret: "canary-wrong-client-secret" }),
    asked: () => server.requests.length,
    throttle: (times) => server.control.set({ throttleNext: times }),
    deny: () => server.control.set({ deny: ["keys/sign"] }),
    fail: () => server.control.set({ failNext: { count: 1000, status: 500 } }),
    signOtherBytes: () => server.control.set({ signOtherBytes: true }),
    silence: () => server.control.set({ hangNext: { count: 1000, seconds: 10 } }),
    recover: () => server.control.reset(),
    disable: async ({ id }) => server.disable(`signing-key-${id}`),
    destroy: async ({ id }) => server.purge(`signing-key-${id}`),
  }));

  test("a key bears the name and the tag of the row it is made for; its reference is its identifier", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    expect(key.reference).toMatch(new RegExp(`^${server.url}/keys/signing-key-${key.id}/[0-9a-f]{32}$`));
    expect(await provider.findByTag(key, new Set())).toEqual([key.reference]);
    expect(await provider.findByTag(key, new Set([key.reference ?? ""]))).toEqual([]);
  });

  test("once signed in and the key known, signing asks for one signature and nothing else", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    await provider.sign(key, utf8("sample"));
    server.requests.length = 0;
    await provider.sign(key, utf8("sample"));
    expect(actions()).toEqual(["keys/sign"]);
  });

  test("Ed25519, which Key Vault does not have, is refused by the name of its field, with what it has", async () => {
    const refusal = await refusalOf(newKeyHandle(subject(), "Ed25519"));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "keyType" });
    expect(refusal.message).toContain("P-256, P-384, P-521, secp256k1");
    expect(server.requests).toEqual([]);
  });

  test("a disabled key is seen, and signs nothing", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    server.disable(`signing-key-${key.id}`);
    expect(await provider.condition(key)).toEqual({ state: "disabled", deletionDate: null });
    const refusal = await refusalOf(provider.sign(key, utf8("sample")));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.message).toContain("disabled");
  });

  test("a deleted key waits for its day; asking again is fine, and so is asking for one that is gone (I14)", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    const date = await provider.scheduleDeletion(key);
    expect(date?.getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000);
    expect(await provider.condition(key)).toEqual({ state: "pendingDeletion", deletionDate: date });
    expect(await provider.scheduleDeletion(key)).toEqual(date);
    expect(await provider.findByTag(key, new Set())).toEqual([]);
    server.purge(`signing-key-${key.id}`);
    expect(await provider.scheduleDeletion(key)).toBeNull();
    expect(await refusalOf(provider.condition(key))).toMatchObject({ code: "key_provider_refused" });
    expect(await refusalOf(provider.sign(key, utf8("sample")))).toMatchObject({ code: "key_provider_refused" });
  });

  test("a key whose public half cannot be read is not left behind (I14)", async () => {
    const { provider, config } = subject();
    const id = crypto.randomUUID();
    server.control.set({ hidePublicKeys: true });
    const asked = provider.create(config, { tenantId: "tenant-1", id, name: "Sample", keyType: "P-256" });
    expect(await refusalOf(asked)).toMatchObject({ code: "key_provider_refused" });
    expect(actions()).toContain("keys/delete");
    const place = { tenantId: "tenant-1", id, config: new Secret<unknown>(config) };
    expect(await provider.findByTag(place, new Set())).toEqual([]);
  });

  test("settings show vault, directory and application, never the secret (S1)", () => {
    const { vaultUrl, ...rest } = subject().provider.settings(configOf());
    expect(vaultUrl).toBe(server.url);
    expect(rest).toEqual({
      credentials: "clientSecret",
      tenantId: defaultApplication.tenantId,
      clientId: defaultApplication.clientId,
    });
  });
});

describe("signing in to Azure", () => {
  test.each([
    ["a wrong client secret", { clientSecret: "wrong" }],
    ["an application that is not known", { clientId: "00000000-0000-4000-8000-000000000000" }],
    ["another directory than the vault's", { tenantId: "99999999-0000-4000-8000-000000000000" }],
  ])("%s is refused", async (_what, changes) => {
    const refusal = await refusalOf(newKeyHandle(subject(configOf(changes))));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.message).toContain("credentials");
    expect(actions()).not.toContain("keys/create");
  });

  test("the server's own application signs where a config names none", async () => {
    const config = AzureKeyConfig.parse({ credentials: "default", vaultUrl: server.url });
    const provider = providerOf(defaultApplication);
    expect(await provider.sign(await newKeyHandle({ provider, config }), utf8("sample"))).toHaveLength(64);
    const refusal = await refusalOf(newKeyHandle({ provider: providerOf(null), config }));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "config.credentials" });
  });

  test("the server's own application is shown to vaults of Azure only (S8)", async () => {
    const config = AzureKeyConfig.parse({ credentials: "default", vaultUrl: "https://vault.example.org" });
    const refusal = await refusalOf(newKeyHandle({ provider: providerOf(defaultApplication), config }));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "config.vaultUrl" });
    expect(server.requests).toEqual([]);
  });

  test.each(["https://contoso.vault.azure.net/keys", "https://user@contoso.vault.azure.net", "contoso"])(
    "%j is no address of a vault",
    (vaultUrl) => {
      const judged = AzureKeyConfig.safeParse({ credentials: "default", vaultUrl });
      expect(judged.error?.issues[0]?.path).toEqual(["vaultUrl"]);
    },
  );
});
