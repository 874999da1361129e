import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startVaultServer, type VaultServer } from "@/e2e/support/vault-server/server.mjs";
import { createEgress } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import { describeBackendFaults } from "@/lib/keys/backend-faults.contract";
import { describeKeyProvider, newKeyHandle } from "@/lib/keys/provider.contract";
import { vaultProvider } from "@/lib/keys/vault";
import type { KeyType } from "@/lib/signing-key/schema";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";
import { refusalOf } from "@/lib/testing/refusal";

const TOKEN = "hvs.token-of-the-portal";
const kinds: KeyType[] = ["P-256", "P-384", "P-521", "Ed25519", "RSA-2048", "RSA-3072", "RSA-4096"];
const LEASE_SECONDS = 3600;

let time = Date.UTC(2026, 2, 1);
let server: VaultServer;
beforeAll(async () => {
  server = await startVaultServer({
    leaseSeconds: LEASE_SECONDS,
    now: () => time,
    identities: [
      { name: "portal", token: TOKEN },
      { name: "role", roleId: "issuer-role", secretId: "secret-of-the-role" },
      { name: "user", username: "issuer@example.org", password: "päss word" },
      { name: "team", namespace: "admin/team", token: "hvs.token-of-the-team" },
    ],
  });
});
beforeEach(() => {
  server.requests.length = 0;
});
afterEach(() => server.control.reset());
afterAll(() => server.stop());

const configOf = (changes: object): VaultKeyConfig =>
  VaultKeyConfig.parse({ credentials: "token", token: TOKEN, server: server.url, ...changes });
const providerOf = () =>
  vaultProvider({ egress: createEgress({ allow: [new URL(server.url).host] }), now: () => new Date(time) });
const subject = (config = configOf({})) => ({ provider: providerOf(), config });
const actions = () => server.requests.map(({ action }) => action);
const tell = (path: string, body: object) =>
  fetch(`${server.url}/v1/transit/keys/${path}`, {
    method: "POST",
    headers: { "X-Vault-Token": TOKEN },
    body: JSON.stringify(body),
  });

describe("HashiCorp Vault", () => {
  describeKeyProvider(kinds, async () => subject());
  describeBackendFaults(() => ({
    ...subject(),
    wrongConfig: configOf({ token: "hvs.token-of-nobody" }),
    asked: () => server.requests.length,
    throttle: (times) => server.control.set({ throttleNext: times }),
    deny: () => server.control.set({ deny: ["sign"] }),
    fail: () => server.control.set({ failNext: { count: 1000, status: 500 } }),
    signOtherBytes: () => server.control.set({ signOtherBytes: true }),
    silence: () => server.control.set({ hangNext: { count: 1000, seconds: 10 } }),
    recover: () => server.control.reset(),
    disable: async ({ id }) => void (await tell(`signing-key-${id}/soft-delete`, {})),
    // Vault destroys at once.
    destroy: async () => {},
  }));

  test("a key is named after the row it is made for, and its reference is its URL", async () => {
    const key = await newKeyHandle(subject());
    expect(key.reference).toBe(`${server.url}/v1/transit/keys/signing-key-${key.id}`);
    expect(key.privateKey).toBeNull();
  });

  test("signing by a given token asks for one signature and nothing else", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    server.requests.length = 0;
    await provider.sign(key, utf8("sample"));
    expect(actions()).toEqual(["sign"]);
  });

  test("secp256k1, which Transit does not have, is refused by the name of its field, with what it has", async () => {
    const refusal = await refusalOf(newKeyHandle(subject(), "secp256k1"));
    expect(refusal).toMatchObject({ code: "invalid_request", target: "keyType" });
    expect(refusal.message).toContain("P-256, P-384, P-521, Ed25519");
    expect(server.requests).toEqual([]);
  });

  test("a key that was rotated in Vault goes on signing by the version that we published (I8)", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    await tell(`signing-key-${key.id}/rotate`, {});
    const one = await provider.sign(key, utf8("sample"));
    expect(one).toHaveLength(64);
    expect(await provider.condition(key)).toMatchObject({ state: "enabled" });
  });

  test("a version that may sign no more, and a key softly deleted, are disabled", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    await tell(`signing-key-${key.id}/rotate`, {});
    await tell(`signing-key-${key.id}/config`, { min_encryption_version: 2 });
    expect(await provider.condition(key)).toEqual({ state: "disabled", deletionDate: null });
    expect(await refusalOf(provider.sign(key, utf8("sample")))).toMatchObject({ code: "key_provider_refused" });
    const other = await newKeyHandle({ provider, config });
    await tell(`signing-key-${other.id}/soft-delete`, {});
    expect(await provider.condition(other)).toMatchObject({ state: "disabled" });
  });

  test("a key whose public half cannot be read is not left behind (I14)", async () => {
    const { provider, config } = subject();
    const id = crypto.randomUUID();
    server.control.set({ hidePublicKeys: true });
    const asked = provider.create(config, { tenantId: "tenant-1", id, name: "Sample", keyType: "P-256" });
    expect(await refusalOf(asked)).toMatchObject({ code: "key_provider_refused" });
    expect(actions().slice(0, 2)).toEqual(["read", "create"]);
    expect(actions().at(-1)).toBe("delete");
    const place = { tenantId: "tenant-1", id, config: new Secret<unknown>(config) };
    expect(await provider.findByTag(place, new Set())).toEqual([]);
  });

  test("a key whose making was never answered is found by its name and destroyed, once and again (I14)", async () => {
    const { provider, config } = subject();
    const lost = await newKeyHandle({ provider, config });
    expect(await provider.findByTag(lost, new Set())).toEqual([lost.reference]);
    expect(await provider.findByTag(lost, new Set([lost.reference ?? ""]))).toEqual([]);
    expect(await provider.findByTag({ ...lost, id: crypto.randomUUID() }, new Set())).toEqual([]);
    expect(await provider.scheduleDeletion(lost)).toBeNull();
    expect(await provider.scheduleDeletion(lost)).toBeNull();
    expect(await provider.findByTag(lost, new Set())).toEqual([]);
    expect(await refusalOf(provider.condition(lost))).toMatchObject({ code: "key_provider_refused" });
    expect(await refusalOf(provider.sign(lost, utf8("sample")))).toMatchObject({ code: "key_provider_refused" });
  });

  test("a key is not taken for gone where Transit is not mounted", async () => {
    const { provider, config } = subject();
    const key = await newKeyHandle({ provider, config });
    const elsewhere = { ...key, config: new Secret<unknown>(configOf({ mount: "other" })) };
    expect(await refusalOf(provider.scheduleDeletion(elsewhere))).toMatchObject({ code: "key_provider_refused" });
  });

  test("settings show where and as whom, never the secret (S1)", () => {
    const { provider } = subject();
    expect(provider.settings(configOf({ namespace: "admin" }))).toEqual({
      credentials: "token",
      server: server.url,
      mount: "transit",
      namespace: "admin",
    });
    const appRole = { credentials: "appRole", roleId: "issuer-role", secretId: "s" };
    expect(provider.settings(VaultKeyConfig.parse({ ...appRole, server: server.url }))).toMatchObject({
      roleId: "issuer-role",
    });
  });
});

describe("signing in to Vault", () => {
  const role = { credentials: "appRole", roleId: "issuer-role", secretId: "secret-of-the-role" };
  const without = (changes: object) => {
    const { token: _, ...config } = { credentials: "", token: "", server: server.url, ...changes };
    return VaultKeyConfig.parse(config);
  };
  const signs = async (config: VaultKeyConfig): Promise<string | null | undefined> => {
    const made = subject(config);
    await made.provider.sign(await newKeyHandle(made), utf8("sample"));
    return server.requests.at(-1)?.identity;
  };

  test("by AppRole, by user name and password, and in a namespace", async () => {
    expect(await signs(without(role))).toBe("role");
    const user = { credentials: "userpass", username: "issuer@example.org", password: "päss word" };
    expect(await signs(without(user))).toBe("user");
    expect(await signs(configOf({ namespace: "admin/team/", token: "hvs.token-of-the-team" }))).toBe("team");
    expect(server.requests.at(-1)?.namespace).toBe("admin/team");
  });

  test("a token is signed in for once, however many signatures begin at once", async () => {
    const made = subject(without(role));
    await Promise.all(Array.from({ length: 5 }, () => newKeyHandle(made)));
    expect(actions().filter((action) => action === "signIn")).toHaveLength(1);
  });

  test("a token is renewed when two thirds of its lease are over, and signed in for anew when that ends", async () => {
    const made = subject(without(role));
    const key = await newKeyHandle(made);
    const later = async (seconds: number) => {
      time += seconds * 1000;
      server.requests.length = 0;
      await made.provider.sign(key, utf8("sample"));
      return actions();
    };
    expect(await later(LEASE_SECONDS * 0.5)).toEqual(["sign"]);
    expect(await later(LEASE_SECONDS * 0.25)).toEqual(["renew", "sign"]);
    expect(await later(LEASE_SECONDS * 0.7)).toEqual(["renew", "sign"]);
    // The server renews twice only.
    expect(await later(LEASE_SECONDS * 0.7)).toEqual(["renew", "signIn", "sign"]);
    expect(await later(LEASE_SECONDS * 2)).toEqual(["signIn", "sign"]);
  });

  test("a token that was revoked is replaced at once; a right that is missing is asked for no further", async () => {
    const made = subject(without(role));
    const key = await newKeyHandle(made);
    server.revokeTokens();
    server.requests.length = 0;
    expect(await made.provider.sign(key, utf8("sample"))).toHaveLength(64);
    expect(actions()).toEqual([null, "signIn", "sign"]);
    server.control.set({ deny: ["sign"] });
    server.requests.length = 0;
    expect(await refusalOf(made.provider.sign(key, utf8("sample")))).toMatchObject({ code: "key_provider_refused" });
    expect(actions()).toEqual(["sign", "signIn", "sign"]);
  });

  test.each([
    ["a wrong token", { token: "hvs.another-token" }],
    ["a token of another namespace", { namespace: "admin/team" }],
    ["a mount that is not there", { mount: "elsewhere" }],
  ])("%s is refused", async (_what, changes) => {
    expect(await refusalOf(newKeyHandle(subject(configOf(changes))))).toMatchObject({ code: "key_provider_refused" });
    expect(actions()).not.toContain("create");
  });

  test("a wrong secret id and a wrong password are refused", async () => {
    const user = { credentials: "userpass", username: "issuer@example.org", password: "wrong" };
    for (const config of [without({ ...role, secretId: "wrong" }), without(user)]) {
      const refusal = await refusalOf(newKeyHandle(subject(config)));
      expect(refusal).toMatchObject({ code: "key_provider_refused" });
      expect(refusal.message).toContain("credentials");
    }
  });

  test.each([
    "https://vault.example.org/v1/transit",
    "https://user@vault.example.org",
    "ftp://vault.example.org",
    "vault.example.org",
    "https://vault.example.org/?a=b",
  ])("%j is no address of Vault", (address) => {
    const judged = VaultKeyConfig.safeParse({ credentials: "token", token: TOKEN, server: address });
    expect(judged.error?.issues[0]?.path).toEqual(["server"]);
  });

  test.each([
    ["mount", "../sys"],
    ["mount", "transit//keys"],
    ["namespace", "a b"],
    ["token", "hvs.a\r\nX-Other: b"],
  ])("%s %j is refused by its name", (field, value) => {
    const judged = VaultKeyConfig.safeParse({
      credentials: "token",
      token: TOKEN,
      server: "https://vault.example.org",
      [field]: value,
    });
    expect(judged.error?.issues[0]?.path).toEqual([field]);
  });
});
