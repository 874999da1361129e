import { describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/context";
import { utf8 } from "@/lib/kernel/bytes";
import { Problem } from "@/lib/kernel/errors";
import { rolePermissions } from "@/lib/kernel/policy";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";
import { makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { AwsKeyConfig, type KeyState } from "@/lib/signing-key/schema";
import { keyHandle } from "@/lib/signing-key/store";
import { TEST_TIME, testCtx, testPlatform } from "@/lib/testing/ctx";

const developmentKeys = jwkProvider();
const SECRET = "canary-secret-access-key";
let awsState: () => KeyState = () => "enabled";
let awsCreate: () => Promise<void> = async () => undefined;
/** What the backend holds for a row, by the row's id, and what it was asked to destroy. */
const tagged = new Map<string, string[]>();
let destroyed: (string | null)[] = [];
let awsDestroy: () => Promise<void> = async () => undefined;

/** An AWS KMS of one region: the real provider has its own suite. */
const fakeAws: KeyProvider<AwsKeyConfig> = {
  name: "aws",
  keyTypes: ["P-256", "secp256k1"],
  config: AwsKeyConfig,
  settings: (config) => ({
    credentials: config.credentials,
    ...(config.credentials === "accessKey" && { accessKeyId: config.accessKeyId }),
    ...(config.region && { region: config.region }),
  }),
  create: async (_config, key) => {
    await awsCreate();
    const { publicJwk } = await developmentKeys.create({}, key);
    return { reference: `arn:aws:kms:eu-central-1:1:key/${key.id}`, publicJwk, privateKey: null };
  },
  adopt: async () => null,
  sign: () => Promise.reject(new Error("not asked")),
  condition: async () => ({ state: awsState(), deletionDate: null }),
  findByTag: async ({ id }, known) => (tagged.get(id) ?? []).filter((reference) => !known.has(reference)),
  scheduleDeletion: async ({ reference }) => {
    await awsDestroy();
    destroyed.push(reference);
    return new Date("2026-03-08T10:20:30.000Z");
  },
};

const platform = await testPlatform({
  keyProviders: { jwk: developmentKeys as KeyProvider, aws: fakeAws as KeyProvider },
});
const ctx = await testCtx(platform);
const accessKey = {
  backend: "aws" as const,
  config: {
    credentials: "accessKey" as const,
    accessKeyId: "AKIAEXAMPLE00000",
    secretAccessKey: SECRET,
    region: "eu-central-1",
  },
};
const freshOwner = { ...ctx, actor: { ...ctx.actor, signedInAt: TEST_TIME } };

async function storedText(): Promise<string> {
  const tables = await platform.sql<{ row: unknown }>(
    {
      name: "all-text",
      text: "SELECT to_jsonb(k) AS row FROM signing_key k UNION ALL SELECT to_jsonb(a) FROM audit_event a",
    },
    [],
  );
  return JSON.stringify(tables);
}

test("a development key is made, named after its kind, and ready to use", async () => {
  const key = await onboardSigningKey(ctx, { backend: "jwk" });
  expect(key).toMatchObject({
    name: "P-256 key in the development key store",
    backend: "jwk",
    keyType: "P-256",
    algorithm: "ES256",
    state: "enabled",
    reference: null,
    publicJwk: { kty: "EC", crv: "P-256" },
  });
  const handle = await keyHandle(platform, ctx.tenantId, key.id);
  expect(JSON.parse(handle.privateKey?.unwrap() ?? "{}")).toMatchObject({ kty: "EC", d: expect.any(String) });
});

test("a secret goes in and never comes out: not in answers, rows or audit (S1, I7)", async () => {
  const key = await onboardSigningKey(freshOwner, accessKey);
  expect(key.name).toBe("P-256 key in AWS KMS");
  expect(key.settings).toEqual({ credentials: "accessKey", accessKeyId: "AKIAEXAMPLE00000", region: "eu-central-1" });
  const seen = [key, await listSigningKeys(ctx, {}), await getSigningKey(ctx, { signingKeyId: key.id })];
  expect(JSON.stringify(seen)).not.toContain(SECRET);
  expect(await storedText()).not.toContain(SECRET);
  const handle = await keyHandle(platform, ctx.tenantId, key.id);
  expect(JSON.stringify(handle)).not.toContain(SECRET);
  expect(handle.config.unwrap()).toMatchObject({ secretAccessKey: SECRET });
});

test("key credentials want an owner who signed in just now (A6)", async () => {
  const stale = { ...ctx, actor: { ...ctx.actor, signedInAt: new Date(TEST_TIME.getTime() - 6 * 60_000) } };
  const admin = { ...ctx, actor: { ...ctx.actor, role: "admin" as const, permissions: rolePermissions.admin } };
  for (const caller of [stale, admin]) {
    await expect(onboardSigningKey(caller, accessKey)).rejects.toMatchObject({ code: "forbidden" });
  }
  const { items } = await listSigningKeys(ctx, {});
  expect(items.filter(({ settings }) => settings.accessKeyId)).toHaveLength(1);
});

test("a kind of key that the backend cannot make is refused by name, with what it can", async () => {
  await expect(onboardSigningKey(ctx, { backend: "aws", keyType: "Ed25519" })).rejects.toMatchObject({
    code: "invalid_request",
    target: "keyType",
    message: expect.stringContaining("P-256, secp256k1"),
  });
});

test("a backend that refuses leaves a failed key and nothing half done (I14)", async () => {
  awsCreate = () => Promise.reject(new Problem("key_provider_refused", "Allow it.", { cause: "denied" }));
  await expect(onboardSigningKey(ctx, { backend: "aws", name: "Refused" })).rejects.toMatchObject({
    code: "key_provider_refused",
  });
  awsCreate = async () => undefined;
  const failed = (await listSigningKeys(ctx, {})).items.find(({ name }) => name === "Refused");
  expect(failed).toMatchObject({ state: "failed", publicJwk: null, reference: null });
  await expect(keyHandle(platform, ctx.tenantId, failed?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  const events = await ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, targetId: failed?.id ?? "" } });
  expect(events.map(({ action }) => action).sort()).toEqual(["signing_key.failed", "signing_key.requested"]);
});

test("the intent is written before the backend is asked", async () => {
  let statesSeen: string[] = [];
  awsCreate = async () => {
    const rows = await ctx.db.signingKey.findMany({ where: { tenantId: ctx.tenantId, name: "Watched" } });
    statesSeen = rows.map(({ state }) => state);
  };
  await onboardSigningKey(ctx, { backend: "aws", name: "Watched" });
  awsCreate = async () => undefined;
  expect(statesSeen).toEqual(["creating"]);
});

test("a key that a crash left half made is given up, and its late answer changes nothing (I13)", async () => {
  const other = await testCtx(platform, { tenant: "crashed" });
  const states = async () => (await listSigningKeys(other, {})).items.map(({ state }) => state);
  awsCreate = async () => {
    await recoverSigningKeys(platform);
    expect(await states()).toEqual(["creating"]);
    const later = { ...platform, now: () => new Date(platform.now().getTime() + 10 * 60_000) };
    await recoverSigningKeys(later);
  };
  await expect(onboardSigningKey(other, { backend: "aws" })).rejects.toMatchObject({ code: "conflict" });
  awsCreate = async () => undefined;
  // Its backend made it after all: it must not stay there without an owner.
  expect(await states()).toEqual(["pendingDeletion"]);
  expect(destroyed).toEqual([expect.stringContaining("arn:aws:kms:")]);
});

describe("a key without an owner", () => {
  const later = (minutes: number) => ({
    ...platform,
    now: () => new Date(platform.now().getTime() + minutes * 60_000),
  });
  const silence = () => Promise.reject(new Problem("key_provider_unavailable", "Try again.", { cause: "silent" }));
  const keysOf = async (name: string) => {
    const other = await testCtx(platform, { tenant: name });
    return { other, only: async () => (await listSigningKeys(other, {})).items[0] };
  };

  test("that its backend made and never told of is found by its tag and destroyed, twins too (I14)", async () => {
    const { other, only } = await keysOf("lost-answer");
    awsCreate = silence;
    await expect(onboardSigningKey(other, { backend: "aws" })).rejects.toMatchObject({
      code: "key_provider_unavailable",
    });
    awsCreate = async () => undefined;
    const row = await only();
    expect(row).toMatchObject({ state: "creating", reference: null });
    tagged.set(row?.id ?? "", ["arn:first", "arn:second"]);
    destroyed = [];
    await recoverSigningKeys(later(4));
    expect([(await only())?.state, destroyed]).toEqual(["creating", []]);
    await Promise.all([1, 2, 3].map(() => recoverSigningKeys(later(6))));
    expect(await only()).toMatchObject({
      state: "pendingDeletion",
      reference: "arn:first",
      deletionDate: "2026-03-08T10:20:30.000Z",
    });
    expect([...new Set(destroyed)].sort()).toEqual(["arn:first", "arn:second"]);
  });

  test("that was never made is given up, once its backend could be asked", async () => {
    const { other, only } = await keysOf("never-made");
    awsCreate = silence;
    await expect(onboardSigningKey(other, { backend: "aws" })).rejects.toThrow();
    awsCreate = async () => undefined;
    await recoverSigningKeys(later(6));
    expect(await only()).toMatchObject({ state: "failed", reference: null });
  });

  test("that was made for an authority which never came is destroyed; one made for nobody stays", async () => {
    const { other, only } = await keysOf("never-used");
    const authorityId = crypto.randomUUID();
    const purpose = { authorityId, place: async () => undefined };
    const id = await makeSigningKey(
      other,
      { backend: "aws", keyType: "P-256", config: { credentials: "default" } },
      purpose,
    );
    await recoverSigningKeys(later(4));
    expect(await only()).toMatchObject({ id, state: "enabled" });
    await recoverSigningKeys(later(6));
    expect(await only()).toMatchObject({ id, state: "pendingDeletion", deletionDate: expect.any(String) });
    const free = await onboardSigningKey(other, { backend: "aws" });
    await recoverSigningKeys(later(60));
    expect((await getSigningKey(other, { signingKeyId: free.id })).state).toBe("enabled");
  });

  test("that its backend would not destroy is asked for again, and nothing brings it back meanwhile", async () => {
    const { other, only } = await keysOf("denied");
    const { id } = await onboardSigningKey(other, { backend: "aws" });
    awsDestroy = () => Promise.reject(new Problem("key_provider_refused", "Allow it.", { cause: "denied" }));
    expect(await inTransaction(other, (tx) => markForDestruction(tx, [id]))).toEqual([id]);
    expect(await destroySigningKeys(other, [id])).toMatchObject([{ id }]);
    await recoverSigningKeys(platform);
    expect(await getSigningKey(other, { signingKeyId: id })).toMatchObject({
      state: "pendingDeletion",
      deletionDate: null,
    });
    awsDestroy = async () => undefined;
    await recoverSigningKeys(platform);
    expect(await only()).toMatchObject({ state: "pendingDeletion", deletionDate: "2026-03-08T10:20:30.000Z" });
  });

  test("that we held ourselves is wiped from its row and signs no more, in no process (S5)", async () => {
    const { other } = await keysOf("wiped");
    const { id } = await onboardSigningKey(other, { backend: "jwk" });
    const before = await keyHandle(platform, other.tenantId, id);
    await developmentKeys.sign(before, utf8("sample"));
    await inTransaction(other, (tx) => markForDestruction(tx, [id]));
    expect(await destroySigningKeys(other, [id])).toEqual([]);
    const row = await other.db.signingKey.findFirst({ where: { tenantId: other.tenantId, id } });
    expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null, deletionDate: expect.any(Date) });
    const after = await keyHandle(platform, other.tenantId, id);
    // Another process still has it in memory, from before.
    await developmentKeys.sign(before, utf8("sample"));
    await expect(developmentKeys.sign(after, utf8("sample"))).rejects.toMatchObject({ code: "key_provider_refused" });
  });
});

test("a key disabled in its backend shows so when it is looked at, and in lists from then on", async () => {
  const { id: signingKeyId } = await onboardSigningKey(ctx, { backend: "aws", name: "Switched off" });
  awsState = () => "disabled";
  expect(await getSigningKey(ctx, { signingKeyId })).toMatchObject({ state: "disabled" });
  awsState = () => {
    throw new Problem("key_provider_unavailable", "Try again.");
  };
  expect(await getSigningKey(ctx, { signingKeyId })).toMatchObject({ state: "disabled" });
  awsState = () => "enabled";
  const listed = (await listSigningKeys(ctx, {})).items.find(({ id }) => id === signingKeyId);
  expect(listed?.state).toBe("disabled");
});

test("pages hold every key once, newest first", async () => {
  const other = await testCtx(platform, { tenant: "paging" });
  const made: string[] = [];
  for (let index = 0; index < 5; index++) {
    platform.clock.advance(index % 2);
    made.push((await onboardSigningKey(other, { backend: "jwk" })).id);
  }
  const seen: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listSigningKeys(other, { limit: 2, ...(cursor && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(made));
  await expect(listSigningKeys(other, { cursor: "bm8" })).rejects.toMatchObject({ target: "cursor" });
});

test("another tenant's key does not exist for us (I10, D3)", async () => {
  const { id: signingKeyId } = await onboardSigningKey(ctx, { backend: "jwk" });
  const stranger = await testCtx(platform, { tenant: "stranger" });
  await expect(getSigningKey(stranger, { signingKeyId })).rejects.toMatchObject({ code: "not_found" });
  await expect(keyHandle(platform, stranger.tenantId, signingKeyId)).rejects.toMatchObject({ code: "not_found" });
  expect((await listSigningKeys(stranger, {})).items).toEqual([]);
});
