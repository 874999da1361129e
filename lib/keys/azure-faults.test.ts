import { createServer } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type KeyVaultServer, startKeyVaultServer } from "@/e2e/support/azure-key-vault-server/server.mjs";
import { createEgress } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { azureProvider } from "@/lib/keys/azure";
import type { KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { newKeyHandle } from "@/lib/keys/provider.contract";
import { signerOf } from "@/lib/keys/signer";
import { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import { refusalOf } from "@/lib/testing/refusal";

const directory = "11111111-2222-4333-8444-555555555555";
const applications = [0, 1].map((at) => ({
  tenantId: directory,
  clientId: `66666666-7777-4888-9999-00000000000${at}`,
  clientSecret: `canary-client-secret-${at}`,
}));

let server: KeyVaultServer;
let provider: KeyProvider;
let key: KeyHandle;
const configOf = (at: number, vaultUrl = server.url) =>
  AzureKeyConfig.parse({ credentials: "clientSecret", vaultUrl, ...applications[at] });
const newProvider = (allow = [new URL(server.url).host], authorityHost = server.url) =>
  azureProvider({ egress: createEgress({ allow }), authorityHost, identity: null });

beforeAll(async () => {
  server = await startKeyVaultServer({ applications });
});
beforeEach(async () => {
  server.control.reset();
  // A provider of its own for each test, so that no breaker stays open from the last one.
  provider = newProvider();
  key = await newKeyHandle({ provider, config: configOf(0) });
  await provider.sign(key, utf8("first"));
  server.requests.length = 0;
});
afterAll(() => server.stop());

const sign = (handle = key) => provider.sign(handle, utf8("sample"));
const signer = (handle = key) => signerOf(provider, handle, "did:web:example.org#key");

describe("when Azure Key Vault says no", () => {
  test("a missing permission is named, and Azure's own words stay outside", async () => {
    server.control.set({ deny: ["keys/sign"] });
    const refusal = await refusalOf(sign());
    expect(refusal).toMatchObject({ code: "key_provider_refused", details: { retryAfterSeconds: 30 } });
    expect(refusal.message).toContain("keys/sign");
    expect(refusal.details.cause).not.toContain("authorized");
  });
});

describe("when Azure Key Vault is in trouble (E5)", () => {
  test("out of order twice, it answers the third try", async () => {
    server.control.set({ failNext: { count: 2, status: 503 } });
    expect(await sign()).toHaveLength(64);
    expect(server.requests).toHaveLength(3);
  });

  test("where nothing can be reached, or nobody can sign in, no key is asked for", async () => {
    const elsewhere = configOf(0, "http://127.0.0.1:1");
    for (const [config, silent] of [
      [elsewhere, newProvider(["127.0.0.1:1", new URL(server.url).host])],
      [configOf(0), newProvider([new URL(server.url).host, "127.0.0.1:1"], "http://127.0.0.1:1")],
    ] as const) {
      const refusal = await refusalOf(newKeyHandle({ provider: silent, config }));
      expect(refusal).toMatchObject({ code: "key_provider_refused" });
      expect(refusal.message).toContain("cannot be reached");
    }
    expect(server.requests.map(({ action }) => action)).not.toContain("keys/create");
  }, 15_000);
});

describe("a signature that is not right never leaves (P3)", () => {
  test("a short r keeps its zero byte; without that byte the signature is refused", async () => {
    server.control.set({ signatureShape: "shortR" });
    const signature = await signer().sign(utf8("sample"));
    expect([signature.length, signature[0]]).toEqual([64, 0]);
    server.control.set({ signatureShape: "unpadded" });
    const refusal = await refusalOf(signer().sign(utf8("sample")));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.details.cause).toContain("63 bytes");
  });
});

describe("secrets, tenants and addresses", () => {
  test("two tenants with applications of their own never mix over a hundred interleaved signatures (S8)", async () => {
    const keys = await Promise.all(
      [0, 1].map((at) => newKeyHandle({ provider, config: configOf(at) }, "P-256", `tenant-${at}`)),
    );
    for (const handle of keys) await sign(handle);
    server.requests.length = 0;
    // A busy machine answers so many in time: one that is late is asked again.
    for (let first = 0; first < 100; first += 20) {
      const some = Array.from({ length: 20 }, (_, at) => {
        const handle = keys[at % 2];
        return handle && signer(handle).sign(utf8(`sample ${first + at}`));
      });
      await Promise.all(some);
    }
    const owners = new Map(keys.map((handle, at) => [`signing-key-${handle.id}`, applications[at]?.clientId]));
    expect(server.requests).toHaveLength(100);
    for (const { key: name, clientId } of server.requests) expect(clientId).toBe(owners.get(name ?? ""));
  });

  test("a client secret shows in no refusal, however Azure words it (S1, S3, S4, Z3)", async () => {
    const secret = applications[0]?.clientSecret ?? "";
    const refusals = [];
    for (const status of [400, 401, 403, 404, 429, 500]) {
      server.control.reset();
      server.control.set({ failNext: { count: 9, status, message: `Your secret ${secret} is wrong.` } });
      refusals.push(
        await refusalOf(sign()),
        await refusalOf(newKeyHandle({ provider: newProvider(), config: configOf(0) })),
      );
    }
    for (const refusal of refusals) {
      const texts = [`${refusal}`, refusal.stack, JSON.stringify(refusal), inspect(refusal, { depth: 20 })];
      for (const text of texts) expect(text).not.toContain(secret);
    }
    for (const text of [JSON.stringify(key), inspect(key, { depth: 20, showHidden: true })])
      expect(text).not.toContain(secret);
    expect(JSON.stringify(provider.settings(configOf(0)))).not.toContain(secret);
  }, 60_000);

  test("an address within our own network is asked nothing, and refused like one that is silent (I11, E2, E4)", async () => {
    const egress = createEgress({ allow: [], resolve: async () => ["169.254.169.254"] });
    provider = azureProvider({ egress, authorityHost: "https://login.example.org", identity: null });
    const refusal = await refusalOf(newKeyHandle({ provider, config: configOf(0, "https://metadata.example.org") }));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.message).toContain("cannot be reached");
    for (const address of ["http://vault.example.org", "https://10.0.0.1", "https://vault.example.org:8200"]) {
      const asked = newKeyHandle({ provider, config: configOf(0, address) });
      expect(await refusalOf(asked)).toMatchObject({ code: "invalid_request", target: "config.vaultUrl" });
    }
  });

  test("a vault that asks for a token of another service gets none", async () => {
    const greedy = createServer((request, response) => {
      request.resume();
      const challenge = `Bearer authorization="${server.url}/${directory}", resource="https://graph.example.org"`;
      response.writeHead(401, { "www-authenticate": challenge }).end("{}");
    });
    await new Promise<void>((resolve) => greedy.listen(0, "127.0.0.1", resolve));
    const address = greedy.address();
    const host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    // As the real one behaves with a vault that is no exception: the greedy server stands at a public name.
    const real = createEgress({ allow: [host, new URL(server.url).host] });
    const egress = {
      refusal: (url: string) => (url.startsWith("https://") ? undefined : "https_required"),
      request: (url: string, request: Parameters<typeof real.request>[1]) =>
        real.request(url.replace("https://evil.example.org", `http://${host}`), request),
    };
    provider = azureProvider({ egress, authorityHost: server.url, identity: null });
    const config = configOf(0, "https://evil.example.org");
    expect(await refusalOf(newKeyHandle({ provider, config }))).toMatchObject({ code: "key_provider_refused" });
    expect(server.requests.filter(({ action }) => action === "signIn")).toEqual([]);
    greedy.closeAllConnections();
    greedy.close();
  });
});
