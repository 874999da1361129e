import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { findCredentials } from "@/lib/credential/find-credentials";
import { reinstateCredential } from "@/lib/credential/reinstate-credential";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { suspendCredential } from "@/lib/credential/suspend-credential";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { listedStatus } from "@/lib/testing/status";

let ctx: Ctx;
let stranger: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  const platform = await testPlatform();
  ctx = await testCtx(platform);
  stranger = await testCtx(platform, { tenant: "stranger" });
  parts = await issuingParts(ctx);
});

async function issued() {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const ref = { contractId: parts.contract.id, credentialId: row.id };
  const view = async () => (await findCredentials(ctx, { text: row.id }))[0];
  const askAgain = async () => claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const told = () =>
    ctx.db.auditEvent
      .findMany({ where: { tenantId: ctx.tenantId, targetId: row.id }, orderBy: { occurredAt: "asc" } })
      .then((events) => events.map(({ action }) => action));
  return { ref, view, askAgain, told, listed: () => listedStatus(ctx, row) };
}

test("a suspended credential is shown so by the very next lists, and valid again once it is reinstated", async () => {
  const { ref, view, told, listed } = await issued();
  expect(await listed()).toEqual({ value: 0, bit: 0 });

  await suspendCredential(ctx, { ...ref, reason: "Badge mislaid" });
  // A bitstring knows one bad state: a verifier that reads nothing else must not accept the credential meanwhile.
  expect(await listed()).toEqual({ value: 2, bit: 1 });
  expect(await view()).toMatchObject({ status: "suspended", suspendedAt: ctx.now().toISOString(), revokedAt: null });

  await reinstateCredential(ctx, ref);
  expect(await listed()).toEqual({ value: 0, bit: 0 });
  expect(await view()).toMatchObject({ status: "valid", suspendedAt: null });
  expect((await told()).sort()).toEqual(["credential.reinstated", "credential.suspended"]);
});

test("doing it twice changes nothing and is not told twice", async () => {
  const { ref, told } = await issued();
  await reinstateCredential(ctx, ref);
  await suspendCredential(ctx, ref);
  await suspendCredential(ctx, ref);
  expect(await told()).toEqual(["credential.suspended"]);
});

test("a suspended credential can be revoked, and then nothing brings it back (I5)", async () => {
  const { ref, view, listed } = await issued();
  await suspendCredential(ctx, ref);
  await revokeCredential(ctx, ref);
  expect(await listed()).toEqual({ value: 1, bit: 1 });
  expect(await view()).toMatchObject({ status: "revoked", suspendedAt: null });
  for (const change of [reinstateCredential, suspendCredential]) {
    await expect(change(ctx, ref)).rejects.toMatchObject({ code: "conflict" });
  }
  expect(await listed()).toEqual({ value: 1, bit: 1 });
});

test("however suspending, reinstating and revoking meet, a revoked credential stays revoked (I5)", async () => {
  const { ref, view, listed } = await issued();
  await suspendCredential(ctx, ref);
  const turns = Array.from({ length: 12 }, (_, at) => (at % 2 ? suspendCredential : reinstateCredential)(ctx, ref));
  await Promise.allSettled([...turns.slice(0, 6), revokeCredential(ctx, ref), ...turns.slice(6)]);
  expect(await view()).toMatchObject({ status: "revoked" });
  expect(await listed()).toEqual({ value: 1, bit: 1 });
});

test("a wallet gets no other credential while its own is suspended, and may ask again afterwards", async () => {
  const { ref, askAgain } = await issued();
  await suspendCredential(ctx, ref);
  await expect(askAgain()).rejects.toMatchObject({ code: "credential_request_denied" });
  await reinstateCredential(ctx, ref);
  await expect(askAgain()).resolves.toMatchObject({ credentials: [expect.any(String)] });
});

test("another tenant's credential does not exist for us (D3, I10)", async () => {
  const { ref, view } = await issued();
  for (const change of [suspendCredential, reinstateCredential]) {
    await expect(change(stranger, ref)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await view()).toMatchObject({ status: "valid" });
});
