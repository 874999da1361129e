import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetPublicKeyCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  defaultApplication,
  type KeyVaultServer,
  startKeyVaultServer,
} from "@/e2e/support/azure-key-vault-server/server.mjs";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { startVaultServer, type VaultServer } from "@/e2e/support/vault-server/server.mjs";
import type { Ctx } from "@/lib/context";
import { createEgress } from "@/lib/egress/egress";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { utf8 } from "@/lib/kernel/bytes";
import { createKeyProviders } from "@/lib/keys/registry";
import { verifySignature } from "@/lib/keys/verify";
import { destroySigningKey } from "@/lib/signing-key/destroy-signing-keys";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const accounts = [1, 2].map((number) => ({
  accountId: `11112222333${number}`,
  accessKeyId: `AKIALOCALTESTSERVER${number}`,
  secretAccessKey: `canary-secret-of-account-${number}`,
}));
const [first, second] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
const TOKEN = "hvs.canary-token-of-the-portal";
const credentials = ({ accessKeyId, secretAccessKey }: typeof first) => ({ accessKeyId, secretAccessKey });
const region = "eu-central-1";

let kms: KmsServer;
let vault: VaultServer;
let azure: KeyVaultServer;
let ctx: Ctx;
let token: string;
const tokens: string[] = [];

beforeAll(async () => {
  [kms, vault, azure] = await Promise.all([
    startKmsServer({ accounts }),
    startVaultServer({
      identities: [
        { name: "portal", token: TOKEN },
        { name: "role", roleId: "issuer-role", secretId: "canary-secret-id" },
        { name: "user", username: "issuer@example.org", password: "canary-password" },
        { name: "team", namespace: "admin/team", token: "hvs.canary-of-the-team" },
      ],
    }),
    startKeyVaultServer(),
  ]);
  const egress = createEgress({ allow: [vault.url, azure.url].map((url) => new URL(url).host) });
  const keyProviders = createKeyProviders({
    awsRolesAllowed: ["AccessRole"],
    egress,
    now: () => new Date(),
    azure: { authorityHost: azure.url, identity: null },
  });
  shared.platform = await testPlatform({ keyProviders, egress });
  ctx = await testCtx(shared.platform);
  token = await tokenFor(shared.platform, { role: "owner" });
  await testCtx(shared.platform, { tenant: "second" });
  tokens.push(token, await tokenFor(shared.platform, { role: "owner" }, "second"));
});
beforeEach(() => {
  vi.stubEnv("AWS_ENDPOINT_URL_KMS", kms.url);
  vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
  for (const [name, value] of Object.entries(kms.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  for (const server of [kms, vault, azure]) server.control.reset();
  vi.unstubAllEnvs();
});
afterAll(() => Promise.all([kms.stop(), vault.stop(), azure.stop()]));

const onboard = (key: object, did: object = {}, by = token) =>
  call("POST", "/onboard/issuer", { token: by, body: { key, did } });

async function signsBy(issuerKey: unknown, issuerDid?: string, by: Ctx = ctx): Promise<boolean> {
  const issuer = await resolveIssuer(by, { issuerKey, issuerDid });
  const data = utf8("sample");
  return verifySignature(issuer.publicJwk, issuer.algorithm, data, await issuer.signer.sign(data));
}

const aws = (config: object, backend = "aws", keyType = "secp256r1") => ({ backend, keyType, config });

describe("AWS in all five historical forms (section 5.6)", () => {
  const auth = { ...credentials(first), region };
  test.each<[string, string, object, object]>([
    ["A", "aws", auth, { accessKeyId: first.accessKeyId, region }],
    ["B", "AWS", { auth }, { auth: { accessKeyId: first.accessKeyId, region } }],
    ["B by role", "aws", { auth: { roleName: "AccessRole", region } }, { auth: { roleName: "AccessRole", region } }],
    ["C", "aws-rest-api", { auth }, { auth: { accessKeyId: first.accessKeyId, region } }],
    ["D", "aws", { region }, { region }],
    ["E", "aws", { auth: { region }, tags: { team: "x" } }, { auth: { region } }],
  ])("form %s makes a key that its answer names again", async (_form, backend, config, shown) => {
    const { status, body } = await onboard(aws(config, backend));
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(Object.keys(body.issuerKey)).toEqual(["type", "config", "id", "_publicKey", "_keyType"]);
    expect(body.issuerKey).toMatchObject({ type: backend.toLowerCase(), config: shown, _keyType: "secp256r1" });
    expect(body.issuerKey.config).toEqual(shown);
    expect(body.issuerDid).toBe(`did:jwk:${Buffer.from(body.issuerKey._publicKey).toString("base64url")}`);
    expect(Object.keys(JSON.parse(body.issuerKey._publicKey))).toEqual(["kty", "crv", "x", "y"]);
    expect(body.issuerKey.id).toMatch(/^[0-9a-f-]{36}$/);
    const { _publicKey: _, _keyType: __, ...bare } = body.issuerKey;
    for (const named of [body.issuerKey, bare, { ...bare, config }, { type: "aws", id: body.issuerKey.id }]) {
      expect(await signsBy(named, body.issuerDid)).toBe(true);
    }
  });

  test.each(["Ed25519", "secp256k1", "secp384r1", "secp521r1", "RSA", "RSA3072"])(
    "%s is made there",
    async (keyType) => {
      const { body } = await onboard(aws({ auth }, "aws-rest-api", keyType), { method: "key" });
      expect(body.issuerKey._keyType).toBe(keyType);
      expect(await signsBy(body.issuerKey, body.issuerDid)).toBe(true);
    },
  );

  test("data longer than an Ed25519 key signs is refused when it is offered, and when it is signed raw (P3)", async () => {
    const { body } = await onboard(aws({ auth }, "aws", "Ed25519"));
    const { issuerKey, issuerDid } = body;
    const sent = (path: string, text: string, more: object = {}) =>
      call("POST", path, {
        token,
        body: {
          issuerKey,
          issuerDid,
          credentialData: {
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            type: ["VerifiableCredential", "BankId"],
            credentialSubject: { text },
          },
          ...more,
        },
      });
    const offer = (text: string) =>
      sent("/openid4vc/jwt/issue", text, { credentialConfigurationId: "BankId_jwt_vc_json" });
    const raw = (text: string) => sent("/raw/jwt/sign", text, { subjectDid: "did:example:holder" });
    expect((await offer("x".repeat(2000))).status).toBe(200);
    const asked = kms.requests.length;
    for (const refused of [await offer("x".repeat(3000)), await raw("x".repeat(3000))]) {
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toContain("at most 4096 bytes");
    }
    expect(kms.requests.slice(asked).map(({ operation }) => operation)).not.toContain("Sign");
  });

  test("a key name that is taken answers 409, and no key stays behind", async () => {
    const config = { auth: { region }, keyName: "badge-of-the-house" };
    expect((await onboard(aws(config))).status).toBe(200);
    const before = await ctx.db.authority.count();
    const taken = await onboard(aws(config));
    expect(taken).toMatchObject({ status: 409, body: { id: "KeyAlreadyExistsException", code: "409" } });
    expect(await ctx.db.authority.count()).toBe(before);
    expect(kms.requests.at(-1)?.operation).toBe("ScheduleKeyDeletion");
  });

  test("a role that is not attached answers 400 in the words that clients know (S8)", async () => {
    const role = await onboard(aws({ auth: { roleName: "SomebodyElses", region } }));
    expect(role).toMatchObject({ status: 400, body: { code: "400" } });
    expect(role.body.message).toMatch(/^Role name mismatch/);
    expect(Object.keys(role.body.details.fields)).toEqual(["key.config.auth.roleName"]);
  });

  test.each([{ multiRegion: true }, { replicaRegions: ["eu-west-1"] }, { enableFailover: true }])(
    "%j, which nothing here would keep, is refused by its name",
    async (asked) => {
      const { status, body } = await onboard(aws({ auth: { region }, ...asked }));
      expect([status, Object.keys(body.details.fields)]).toEqual([400, [`key.config.${Object.keys(asked)[0]}`]]);
    },
  );

  test("keyName is the key's alias, tags are its tags, and neither is in the way of the next requests", async () => {
    const config = { auth: { region }, keyName: "sample-alias", tags: { team: "badges" } };
    const { issuerKey, issuerDid } = (await onboard(aws(config))).body;
    expect(issuerKey.config).toEqual({ auth: { region }, keyName: "sample-alias" });
    const client = clientOf(kms, { credentials: credentials(first) });
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: "alias/sample-alias" }));
    expect(KeyMetadata?.KeyId).toBe(issuerKey.id);
    const { Tags } = await client.send(new ListResourceTagsCommand({ KeyId: issuerKey.id }));
    expect(Tags).toContainEqual({ TagKey: "team", TagValue: "badges" });
    expect(await signsBy(issuerKey, issuerDid)).toBe(true);
  });

  test("without any config it is the server's own credentials and region", async () => {
    const { status, body } = await onboard({ backend: "aws", keyType: "secp256r1" });
    expect([status, body.issuerKey.config]).toEqual([200, {}]);
    expect(await signsBy(body.issuerKey, body.issuerDid)).toBe(true);
  });

  test("wrong credentials answer in words, and leave neither issuer nor secret", async () => {
    const before = await ctx.db.authority.count();
    const config = { auth: { ...auth, secretAccessKey: "canary-wrong-secret-key" } };
    const { status, body, headers } = await onboard(aws(config));
    // The request's fault: whoever sends it again is refused again.
    expect({ status, code: body.code, wait: headers.get("retry-after") }).toEqual({
      status: 400,
      code: "400",
      wait: null,
    });
    expect(Object.keys(body.details.fields)).toEqual(["key.config"]);
    expect(body.message).toMatch(/^Failed to generate secp256r1 key using AWS KMS: /);
    expect(await ctx.db.authority.count()).toBe(before);
  });
});

describe("keys that were made elsewhere", () => {
  const made = async (account: typeof first, tags: { TagKey: string; TagValue: string }[] = []) => {
    const client = clientOf(kms, { credentials: credentials(account) });
    const { KeyMetadata } = await client.send(
      new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", Tags: tags }),
    );
    return { id: KeyMetadata?.KeyId ?? "", client };
  };
  const full = (id: string, account: typeof first) => ({
    type: "aws",
    id,
    config: { auth: { ...credentials(account), region } },
  });

  test("the caller's own credentials reach it; from then on its id is enough; it is never destroyed from here", async () => {
    const { id, client } = await made(second);
    expect(await signsBy(full(id, second))).toBe(true);
    expect(await signsBy({ type: "aws", id })).toBe(true);
    const { id: row } = await ctx.db.signingKey.findFirstOrThrow({
      where: { tenantId: ctx.tenantId, reference: { endsWith: id } },
    });
    await ctx.db.signingKey.update({
      where: { tenantId_id: { tenantId: ctx.tenantId, id: row } },
      data: { state: "pendingDeletion" },
    });
    expect(await destroySigningKey(ctx, row)).toBeNull();
    expect((await client.send(new GetPublicKeyCommand({ KeyId: id }))).PublicKey).toBeDefined();
  });

  test("by the server's own credentials only a key that is tagged for the tenant is there (S8)", async () => {
    const named = (id: string) => ({ type: "aws", id, config: { auth: { region } } });
    const foreign = await made(first, [{ TagKey: "tenant", TagValue: crypto.randomUUID() }]);
    for (const { id } of [foreign, await made(first)]) {
      await expect(resolveIssuer(ctx, { issuerKey: named(id) })).rejects.toMatchObject({
        code: "invalid_request",
        target: "issuerKey",
      });
    }
    const ours = await made(first, [{ TagKey: "tenant", TagValue: ctx.tenantId }]);
    expect(await signsBy(named(ours.id))).toBe(true);
  });

  test("other credentials are taken over once they have signed, and wrong ones never are", async () => {
    const { id } = await made(first);
    const issuerKey = full(id, first);
    expect(await signsBy(issuerKey)).toBe(true);
    for (const wrong of [second, { ...first, secretAccessKey: "canary-wrong-secret-key" }]) {
      await expect(resolveIssuer(ctx, { issuerKey: full(id, wrong) })).rejects.toMatchObject({
        code: "invalid_request",
      });
      expect(await signsBy({ type: "aws", id })).toBe(true);
    }
  });

  test("two tenants with credentials of their own: each signature by its own, however they mix (S8)", async () => {
    const other = await testCtx(shared.platform, { tenant: "second" });
    const keys = await Promise.all([
      onboard(aws({ auth: { ...credentials(first), region } }), {}, tokens[0]),
      onboard(aws({ auth: { ...credentials(second), region } }), {}, tokens[1]),
    ]);
    kms.requests.length = 0;
    const rounds = Array.from({ length: 250 }, (_, at) => at % 2);
    const waiting = [...rounds, ...rounds.map((at) => 1 - at)];
    const outcomes: boolean[] = [];
    // Fifty at once, so that a busy machine answers them in time.
    while (waiting.length > 0) {
      const wave = waiting.splice(0, 50).map((at) => {
        const { issuerKey, issuerDid } = keys[at]?.body ?? {};
        return signsBy(issuerKey, issuerDid, at === 0 ? ctx : other);
      });
      outcomes.push(...(await Promise.all(wave)));
    }
    expect(outcomes).toHaveLength(500);
    expect(outcomes.every(Boolean)).toBe(true);
    const signed = kms.requests.filter(({ operation }) => operation === "Sign");
    // A store that answers late is asked again, so there may be more requests than signatures.
    expect(signed.length).toBeGreaterThanOrEqual(500);
    for (const { keyId, accessKeyId } of signed) {
      const owner = keyId?.includes(keys[0]?.body.issuerKey.id) ? first : second;
      expect(accessKeyId).toBe(owner.accessKeyId);
    }
    await expect(resolveIssuer(other, { issuerKey: keys[0]?.body.issuerKey })).rejects.toMatchObject({
      target: "issuerKey",
    });
  });
});

describe("HashiCorp Vault (section 5.3)", () => {
  const server = () => `${vault.url}/v1/transit`;
  test.each<[string, () => object, object]>([
    ["a token", () => ({ auth: { accessKey: TOKEN } }), {}],
    ["a token in the old place", () => ({ accessKey: TOKEN }), {}],
    ["AppRole", () => ({ auth: { roleId: "issuer-role", secretId: "canary-secret-id" } }), { roleId: "issuer-role" }],
    [
      "userpass",
      () => ({ auth: { username: "issuer@example.org", password: "canary-password" } }),
      { username: "issuer@example.org" },
    ],
    ["a namespace", () => ({ namespace: "admin/team", auth: { accessKey: "hvs.canary-of-the-team" } }), {}],
  ])("by %s", async (_name, config, auth) => {
    const { status, body } = await onboard({
      backend: "tse",
      keyType: "Ed25519",
      config: { server: server(), ...config() },
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { issuerKey: { type: "tse", server: server() } } });
    expect(body.issuerKey.auth).toEqual(auth);
    const { namespace } = config() as { namespace?: string };
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
    expect(await signsBy(body.issuerKey, body.issuerDid)).toBe(true);
    const whole = { ...body.issuerKey, ...config() };
    expect(await signsBy(whole, body.issuerDid)).toBe(true);
  });

  test("userpassPath says where user names are signed in", async () => {
    const auth = { username: "issuer@example.org", password: "canary-password", userpassPath: "people" };
    vault.requests.length = 0;
    expect((await onboard({ backend: "tse", config: { server: server(), auth } })).status).toBe(400);
    expect(vault.requests[0]?.path).toBe("auth/people/login/issuer%40example.org");
  });

  test.each(["secp256r1", "secp384r1", "secp521r1", "RSA"])(
    "%s is made there, and found by what its backend calls it",
    async (keyType) => {
      const config = { server: server(), auth: { accessKey: TOKEN } };
      const { body } = await onboard({ backend: "tse", keyType, config });
      expect(await signsBy({ type: "tse", id: body.issuerKey.id }, body.issuerDid)).toBe(true);
      const other = await testCtx(shared.platform, { tenant: "second" });
      await expect(resolveIssuer(other, { issuerKey: body.issuerKey })).rejects.toMatchObject({ target: "issuerKey" });
      expect(await signsBy({ ...body.issuerKey, auth: { accessKey: TOKEN } }, undefined, other)).toBe(true);
    },
  );
});

describe("Azure Key Vault (section 5.7)", () => {
  const auth = () => ({ ...defaultApplication, keyVaultUrl: azure.url });
  test("by an application's secret", async () => {
    const { status, body } = await onboard({
      backend: "azure-rest-api",
      keyType: "secp256r1",
      config: { auth: auth() },
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    const { clientSecret: _, ...shown } = auth();
    expect(Object.keys(body.issuerKey)).toEqual(["type", "id", "auth", "_keyType", "_publicKey"]);
    expect(body.issuerKey).toMatchObject({ type: "azure-rest-api", auth: shown, _publicKey: { type: "jwk" } });
    expect(body.issuerKey.auth).toEqual(shown);
    expect(await signsBy(body.issuerKey, body.issuerDid)).toBe(true);
    const other = await testCtx(shared.platform, { tenant: "second" });
    await expect(resolveIssuer(other, { issuerKey: body.issuerKey })).rejects.toMatchObject({ target: "issuerKey" });
    expect(await signsBy({ ...body.issuerKey, auth: auth() }, undefined, other)).toBe(true);
  });

  test("the old name with a secret is the same; the server's own identity must be there", async () => {
    const old = await onboard({ backend: "azure", keyType: "RSA", config: { auth: auth(), name: "Sample" } });
    const { clientSecret: _, ...shown } = auth();
    expect(old).toMatchObject({ status: 200, body: { issuerKey: { type: "azure", _keyType: "RSA" } } });
    expect(old.body.issuerKey.config).toEqual({ auth: shown });
    expect(await signsBy(old.body.issuerKey, old.body.issuerDid)).toBe(true);
    const none = await onboard({ backend: "azure", keyType: "RSA", config: { auth: { keyVaultUrl: azure.url } } });
    expect(none.status).toBe(400);
  });
});

test("no secret is in any row, audit event or answer (I7, S1)", async () => {
  const rows = JSON.stringify([
    await ctx.db.signingKey.findMany(),
    await ctx.db.authority.findMany(),
    await ctx.db.auditEvent.findMany({ omit: { sequence: true } }),
    (await onboard(aws({ auth: { ...credentials(first), region } }))).body,
  ]);
  expect(rows).not.toContain("canary");
});
