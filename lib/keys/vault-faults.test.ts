import { createServer } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startVaultServer, type VaultServer } from "@/e2e/support/vault-server/server.mjs";
import { createEgress, type Egress } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { Secret } from "@/lib/kernel/secret";
import type { KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { newKeyHandle } from "@/lib/keys/provider.contract";
import { signerOf } from "@/lib/keys/signer";
import { vaultProvider } from "@/lib/keys/vault";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";
import { refusalOf } from "@/lib/testing/refusal";

const tokens = ["hvs.canary-token-of-tenant-0", "hvs.canary-token-of-tenant-1"];

let server: VaultServer;
let provider: KeyProvider;
let key: KeyHandle;
const now = () => new Date(0);
const egress = (url = server.url): Egress => createEgress({ allow: [new URL(url).host] });
const configOf = (at: number, url = server.url) =>
  VaultKeyConfig.parse({ credentials: "token", token: tokens[at], server: url });

beforeAll(async () => {
  server = await startVaultServer({ identities: tokens.map((token, at) => ({ name: `tenant-${at}`, token })) });
});
beforeEach(async () => {
  server.control.reset();
  // A provider of its own for each test, so that no breaker stays open from the last one.
  provider = vaultProvider({ egress: egress(), now });
  key = await newKeyHandle({ provider, config: configOf(0) });
  server.requests.length = 0;
});
afterAll(() => server.stop());

const sign = (handle = key) => provider.sign(handle, utf8("sample"));
const signer = (handle = key) => signerOf(provider, handle, "did:web:example.org#key");

describe("when Vault says no", () => {
  test("a missing right is named, and Vault's own words stay outside", async () => {
    server.control.set({ deny: ["sign"] });
    const refusal = await refusalOf(sign());
    expect(refusal).toMatchObject({ code: "key_provider_refused", details: { retryAfterSeconds: 30 } });
    expect(refusal.message).toContain("update on sign/");
    expect(refusal.details.cause).toBe("vault:sign denied status 403");
  });
});

describe("when Vault is in trouble (E5)", () => {
  test("sealed twice, it answers the third try", async () => {
    server.control.set({ failNext: { count: 2, status: 503, message: "Vault is sealed" } });
    expect(await sign()).toHaveLength(64);
    expect(server.requests).toHaveLength(3);
  });

  test("nobody listening is unavailable; after five failures the breaker answers at once", async () => {
    const nowhere = "http://127.0.0.1:1";
    provider = vaultProvider({ egress: egress(nowhere), now });
    const lost = { ...key, config: new Secret<unknown>(configOf(0, nowhere)) };
    for (let times = 0; times < 5; times++)
      expect(await refusalOf(sign(lost))).toMatchObject({ code: "key_provider_unavailable" });
    expect((await refusalOf(sign(lost))).details.cause).toContain("circuit");
  }, 15_000);

  test("where nothing can be reached no key is asked for, so that none need be looked for", async () => {
    server.control.set({ failNext: { count: 1000, status: 503 } });
    const refusal = await refusalOf(newKeyHandle({ provider, config: configOf(0) }));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(server.requests.map(({ action }) => action)).not.toContain("create");
  });
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
  test("two tenants with tokens of their own never mix over a hundred interleaved signatures (S8)", async () => {
    const keys = await Promise.all(
      [0, 1].map((at) => newKeyHandle({ provider, config: configOf(at) }, "P-256", `tenant-${at}`)),
    );
    server.requests.length = 0;
    // A busy machine answers so many in time: one that is late is asked again.
    for (let first = 0; first < 100; first += 20) {
      const some = Array.from({ length: 20 }, (_, at) => {
        const handle = keys[at % 2];
        return handle && signer(handle).sign(utf8(`sample ${first + at}`));
      });
      await Promise.all(some);
    }
    const owners = new Map(keys.map((handle, at) => [`signing-key-${handle.id}`, `tenant-${at}`]));
    expect(server.requests).toHaveLength(100);
    for (const { key: name, identity } of server.requests) expect(identity).toBe(owners.get(name ?? ""));
    expect(server.mostInFlight()).toBeLessThanOrEqual(32);
  });

  test("a token shows in no refusal, however Vault words it (S1, S3, S4, Z3)", async () => {
    const secret = tokens[0] ?? "";
    for (const status of [400, 403, 404, 429, 500]) {
      server.control.reset();
      server.control.set({ failNext: { count: 9, status, message: `Your token ${secret} is wrong.` } });
      const refusal = await refusalOf(sign());
      const texts = [`${refusal}`, refusal.stack, JSON.stringify(refusal), inspect(refusal, { depth: 20 })];
      for (const text of texts) expect(text).not.toContain(secret);
    }
    for (const text of [JSON.stringify(key), inspect(key, { depth: 20, showHidden: true })])
      expect(text).not.toContain(secret);
    expect(JSON.stringify(provider.settings(configOf(0)))).not.toContain(secret);
  });

  test("an address within our own network is asked nothing, and refused like one that is silent (I11, E2, E4)", async () => {
    const resolve = async () => ["169.254.169.254"];
    provider = vaultProvider({ egress: createEgress({ allow: [], resolve }), now });
    const config = configOf(0, "https://metadata.example.org");
    const refusal = await refusalOf(newKeyHandle({ provider, config }));
    expect(refusal).toMatchObject({ code: "key_provider_refused" });
    expect(refusal.details.cause).toContain("address_not_public");
    expect(refusal.message).not.toContain("public");
    for (const address of ["http://vault.example.org", "https://10.0.0.1", "https://vault.example.org:8200"]) {
      const asked = newKeyHandle({ provider, config: configOf(0, address) });
      expect(await refusalOf(asked)).toMatchObject({ code: "invalid_request", target: "config.server" });
    }
  });

  test("a redirect is not followed with the token (E3)", async () => {
    const asked: unknown[] = [];
    const other = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(307, { location: `${server.url}${request.url}` }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    provider = vaultProvider({ egress: egress(url), now });
    expect(await refusalOf(newKeyHandle({ provider, config: configOf(0, url) }))).toMatchObject({
      code: "key_provider_refused",
    });
    expect(asked.length).toBeGreaterThan(0);
    expect(server.requests).toEqual([]);
    other.closeAllConnections();
    other.close();
  });
});
