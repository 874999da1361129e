import { CreateKeyCommand, GetPublicKeyCommand } from "@aws-sdk/client-kms";
import { beforeEach, expect, test, vi } from "vitest";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { destroySigningKey } from "@/lib/signing-key/destroy-signing-keys";
import { testPlatform } from "@/lib/testing/ctx";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";
import { OnboardingClient } from "@/lib/testing/onboarding";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const [first, second] = kmsAccounts;
const kms = await testKms({ accounts: [...kmsAccounts] });
shared.platform = await testPlatform();
const ours = await OnboardingClient.make(shared.platform);
const { ctx } = ours;
beforeEach(() => {
  for (const [name, value] of Object.entries(kms.env)) vi.stubEnv(name, value);
});

const region = "eu-central-1";
const made = async (account: typeof first, tags: { TagKey: string; TagValue: string }[] = []) => {
  const client = clientOf(kms, { credentials: accessKeyOf(account) });
  const { KeyMetadata } = await client.send(
    new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", Tags: tags }),
  );
  return { id: KeyMetadata?.KeyId ?? "", client };
};
const full = (id: string, account: typeof first) => ({
  type: "aws",
  id,
  config: { auth: { ...accessKeyOf(account), region } },
});

test("the caller's own credentials reach it; from then on its id is enough; it is never destroyed from here", async () => {
  const { id, client } = await made(second);
  expect(await ours.signs(full(id, second))).toBe(true);
  expect(await ours.signs({ type: "aws", id })).toBe(true);
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
    await expect(ours.signs(named(id))).rejects.toMatchObject({
      code: "invalid_request",
      target: "issuerKey",
    });
  }
  const tagged = await made(first, [{ TagKey: "tenant", TagValue: ctx.tenantId }]);
  expect(await ours.signs(named(tagged.id))).toBe(true);
});

test("other credentials are taken over once they have signed, and wrong ones never are", async () => {
  const { id } = await made(first);
  expect(await ours.signs(full(id, first))).toBe(true);
  for (const wrong of [second, { ...first, secretAccessKey: "canary-wrong-secret-key" }]) {
    await expect(ours.signs(full(id, wrong))).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect(await ours.signs({ type: "aws", id })).toBe(true);
  }
});

test("two tenants with credentials of their own: each signature by its own, however they mix (S8)", async () => {
  const organisations = [ours, await OnboardingClient.make(shared.platform, "second")] as const;
  const keys = await Promise.all(
    organisations.map((organisation, at) => {
      const auth = { ...accessKeyOf(kmsAccounts[at] ?? first), region };
      return organisation.onboard({ backend: "aws", keyType: "secp256r1", config: { auth } });
    }),
  );
  kms.requests.length = 0;
  const rounds = Array.from({ length: 250 }, (_, at) => at % 2);
  const waiting = [...rounds, ...rounds.map((at) => 1 - at)];
  const outcomes: unknown[] = [];
  // Sixteen at once, so that a busy machine answers them in time.
  while (waiting.length > 0) {
    const wave = waiting.splice(0, 16).map((at) => {
      const { issuerKey, issuerDid } = keys[at]?.body ?? {};
      return organisations[at]?.signs(issuerKey, issuerDid);
    });
    outcomes.push(...(await Promise.all(wave)));
  }
  expect(outcomes).toHaveLength(500);
  expect(outcomes.every((good) => good === true)).toBe(true);
  const signed = kms.requests.filter(({ operation }) => operation === "Sign");
  // A store that answers late is asked again, so there may be more requests than signatures.
  expect(signed.length).toBeGreaterThanOrEqual(500);
  for (const { keyId, accessKeyId } of signed) {
    const owner = keyId?.includes(keys[0]?.body.issuerKey.id) ? first : second;
    expect(accessKeyId).toBe(owner.accessKeyId);
  }
  await expect(organisations[1].signs(keys[0]?.body.issuerKey)).rejects.toMatchObject({
    target: "issuerKey",
  });
});

test("no secret is in any row or audit event (I7, S1)", async () => {
  expect(await ours.signs(full((await made(second)).id, second))).toBe(true);
  expect(await ours.stored()).not.toContain("canary");
});
