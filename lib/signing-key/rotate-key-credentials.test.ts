import { expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { listKeyUses } from "@/lib/authority/list-key-uses";
import { findIssuer } from "@/lib/authority/signer";
import { utf8 } from "@/lib/kernel/bytes";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { rotateKeyCredentials } from "@/lib/signing-key/rotate-key-credentials";
import { anotherProcess, testCtx, testPlatform } from "@/lib/testing/ctx";
import { testKms } from "@/lib/testing/kms";

const region = "eu-central-1";
const accounts = ["OLD1", "NEW1", "ELSE"].map((name) => ({
  accountId: name === "ELSE" ? "999922223333" : "111122223333",
  accessKeyId: `AKIALOCALTESTSER${name}`,
  secretAccessKey: `canary-secret-access-key-${name}`,
}));
const configOf = (at: number) => {
  const { accessKeyId = "", secretAccessKey = "" } = accounts[at] ?? {};
  return { credentials: "accessKey" as const, accessKeyId, secretAccessKey, region };
};

const kms = await testKms({ accounts });
const ctx = await testCtx(await testPlatform());

const onboard = (at: number) => onboardSigningKey(ctx, { backend: "aws", config: configOf(at) });
const signers = () =>
  kms.requests.filter(({ operation }) => operation === "Sign").map(({ accessKeyId }) => accessKeyId?.slice(-4));

test("new credentials serve every key of the connection, and no signature fails meanwhile", async () => {
  const [first, second, other] = [await onboard(0), await onboard(0), await onboard(2)];
  const { id } = await createAuthority(ctx, {
    name: "Sample",
    linkedDomainUrl: "https://sample.example.org/",
    didMethod: "web",
    key: { id: first.id },
  });
  const sign = async () => (await findIssuer(ctx, id))?.signer.sign(utf8("sample"));
  let done = false;
  const meanwhile = (async () => {
    while (!done) expect((await sign())?.length).toBe(64);
  })();
  expect(await rotateKeyCredentials(ctx, { signingKeyId: second.id, config: configOf(1) })).toEqual({ keys: 2 });
  done = true;
  await meanwhile;
  kms.requests.length = 0;
  await sign();
  expect(signers()).toEqual(["NEW1"]);
  expect((await getSigningKey(ctx, { signingKeyId: first.id })).settings.accessKeyId).toMatch(/NEW1$/);
  expect((await getSigningKey(ctx, { signingKeyId: other.id })).settings.accessKeyId).toMatch(/ELSE$/);
  const told = JSON.stringify([
    await ctx.db.signingKey.findMany(),
    await ctx.db.auditEvent.findMany({ omit: { sequence: true } }),
  ]);
  expect(told).not.toContain("canary");
  expect(told.match(/signing_key\.credentials_replaced/g)).toHaveLength(2);
  expect(await listKeyUses(ctx, { signingKeyId: first.id })).toEqual([
    { authorityId: id, name: "Sample", did: "did:web:sample.example.org", role: "current", credentials: 0 },
  ]);
});

test("another process, which had the old credentials in mind, signs on when they are switched off at once", async () => {
  const gone = { accountId: "111122223333", accessKeyId: "AKIALOCALTESTSERGONE", secretAccessKey: "canary-gone" };
  accounts.push(gone);
  const { accessKeyId, secretAccessKey } = gone;
  const config = { credentials: "accessKey" as const, accessKeyId, secretAccessKey, region };
  const key = await onboardSigningKey(ctx, { backend: "aws", config });
  const { id } = await createAuthority(ctx, {
    name: "Elsewhere",
    linkedDomainUrl: "https://elsewhere.example.org/",
    didMethod: "web",
    key: { id: key.id },
  });
  const other = anotherProcess(ctx);
  const sign = async () => (await findIssuer(other, id))?.signer.sign(utf8("sample"));
  await sign();
  await rotateKeyCredentials(ctx, { signingKeyId: key.id, config: configOf(1) });
  accounts.pop();
  kms.requests.length = 0;
  for (let times = 0; times < 3; times++) expect((await sign())?.length).toBe(64);
  expect(signers()).toEqual(["NEW1", "NEW1", "NEW1"]);
  // The old ones were tried once, and never again.
  expect(kms.requests).toHaveLength(4);
});

test("credentials that are refused for good are asked once, and the refusal is told", async () => {
  const { id } = await createAuthority(ctx, {
    name: "Denied",
    linkedDomainUrl: "https://denied.example.org/",
    didMethod: "web",
    key: { id: (await onboard(0)).id },
  });
  kms.control.set({ deny: ["Sign"] });
  kms.requests.length = 0;
  const asked = (await findIssuer(ctx, id))?.signer.sign(utf8("sample"));
  await expect(asked).rejects.toMatchObject({ code: "key_provider_refused" });
  expect(signers()).toEqual(["OLD1"]);
});

test("credentials that do not sign by all of the keys change nothing (I14)", async () => {
  const key = await onboard(0);
  const settings = async () => (await getSigningKey(ctx, { signingKeyId: key.id })).settings;
  const before = await settings();
  const refused = [configOf(2), { ...configOf(1), secretAccessKey: "canary-wrong-secret-key" }];
  for (const config of refused) {
    await expect(rotateKeyCredentials(ctx, { signingKeyId: key.id, config })).rejects.toMatchObject({
      code: "key_provider_refused",
    });
  }
  kms.control.set({ signOtherBytes: true });
  await expect(rotateKeyCredentials(ctx, { signingKeyId: key.id, config: configOf(1) })).rejects.toMatchObject({
    code: "key_provider_refused",
  });
  kms.control.reset();
  await expect(
    rotateKeyCredentials(ctx, { signingKeyId: key.id, config: { credentials: "accessKey" } }),
  ).rejects.toThrow();
  expect(await settings()).toEqual(before);
});

test("only an owner who signed in just now may, and nobody for another tenant's key (A6, I10)", async () => {
  const key = await onboard(0);
  const input = { signingKeyId: key.id, config: configOf(1) };
  const stale = { ...ctx.actor, signedInAt: new Date(ctx.now().getTime() - 6 * 60_000) };
  await expect(rotateKeyCredentials({ ...ctx, actor: stale }, input)).rejects.toMatchObject({ code: "forbidden" });
  const admin = { ...ctx.actor, role: "admin" as const };
  await expect(rotateKeyCredentials({ ...ctx, actor: admin }, input)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await testCtx(ctx, { tenant: "stranger" });
  await expect(rotateKeyCredentials(stranger, input)).rejects.toMatchObject({ code: "not_found" });
});

test("a development key is reached by no credentials", async () => {
  const key = await onboardSigningKey(ctx, { backend: "jwk" });
  await expect(rotateKeyCredentials(ctx, { signingKeyId: key.id, config: {} })).rejects.toMatchObject({
    code: "conflict",
  });
});
