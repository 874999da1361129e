import { beforeAll, expect, test } from "vitest";
import { createBulkRevocation } from "@/lib/bulk-revocation/create-bulk-revocation";
import { getBulkRevocation } from "@/lib/bulk-revocation/get-bulk-revocation";
import { runBulkRevocations } from "@/lib/bulk-revocation/run-bulk-revocations";
import { revokeBatch } from "@/lib/bulk-revocation/worker-store";
import type { Ctx } from "@/lib/context";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { suspendCredential } from "@/lib/credential/suspend-credential";
import { toProblem } from "@/lib/http/problem";
import { credentialUrn } from "@/lib/kernel/ids";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { listedStatus } from "@/lib/testing/status";

let platform: TestPlatform;
let ctx: Ctx;
let stranger: Ctx;
let parts: IssuingParts;
let contractId: string;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  stranger = await testCtx(platform, { tenant: "stranger" });
  parts = await issuingParts(ctx);
  contractId = parts.contract.id;
});

/** One that was really issued, and copies of its row with entries of their own. */
async function issued(copies: number, issuedAt = ctx.now()) {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const rows = Array.from({ length: copies }, (_unused, at) => ({
    ...row,
    id: platform.random.uuid(),
    statusIndex: (row.statusIndex + 1 + at) % 131_072,
    preparedAt: issuedAt,
    issuedAt,
  }));
  await ctx.db.credential.createMany({ data: rows });
  return { row, ids: rows.map(({ id }) => id), wallet, accessToken };
}

const rowsOf = (ids: string[]) =>
  ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, id: { in: ids } }, orderBy: { id: "asc" } });

const told = (action: string, ids: string[]) =>
  ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, action, targetId: { in: ids } } });

test("each of those named is revoked as by itself: its row, its audit row by who asked, its lists, and no other (I5, I9)", async () => {
  const { row, ids } = await issued(600);
  const [kept = "", ...named] = ids;
  const before = await ctx.db.statusList.findFirstOrThrow({ where: { id: row.statusListId } });
  const made = await createBulkRevocation(ctx, {
    contractId,
    credentialIds: [...named.map(credentialUrn), named[0] ?? ""],
    reason: "Lost batch",
  });
  expect(made).toMatchObject({ state: "running", total: 599, revoked: 0, failed: 0, reason: "Lost batch" });

  await runBulkRevocations(platform);
  const done = await getBulkRevocation(ctx, { contractId, bulkRevocationId: made.id });
  expect(done).toMatchObject({ state: "done", total: 599, revoked: 599, failed: 0, failures: [] });
  for (const one of await rowsOf(named)) {
    expect(one).toMatchObject({ state: "revoked", statusValue: 1, revocationReason: "Lost batch" });
  }
  const events = await told("credential.revoked", named);
  expect(new Set(events.map(({ targetId }) => targetId)).size).toBe(599);
  expect(events).toHaveLength(599);
  expect(events[0]).toMatchObject({
    actorType: "user",
    actorId: ctx.actor.id,
    details: { reason: "Lost batch", bulk: made.id },
  });
  const [one] = await rowsOf(named.slice(0, 1));
  expect(one && (await listedStatus(ctx, one))).toEqual({ value: 1, bit: 1 });
  const [other] = await rowsOf([kept]);
  expect(other && (await listedStatus(ctx, other))).toEqual({ value: 0, bit: 0 });
  // 599 revocations are three batches: their list is signed anew three times at most.
  const after = await ctx.db.statusList.findFirstOrThrow({ where: { id: row.statusListId } });
  expect(after.version - before.version).toBeLessThanOrEqual(3);
});

test("what cannot be revoked is told one by one; what was revoked or suspended already is no failure", async () => {
  const [mine, other] = [await issued(3), await issued(1)];
  const [first = "", second = "", third = ""] = mine.ids;
  await revokeCredential(ctx, { contractId, credentialId: first, reason: "Earlier" });
  await suspendCredential(ctx, { contractId, credentialId: second });
  const absent = platform.random.uuid();
  const { id } = await createBulkRevocation(ctx, { contractId, credentialIds: [first, second, third, absent] });
  await runBulkRevocations(platform);
  expect(await getBulkRevocation(ctx, { contractId, bulkRevocationId: id })).toMatchObject({
    state: "done",
    revoked: 3,
    failed: 1,
    failures: [{ urn: credentialUrn(absent), problem: "There is no such credential." }],
  });
  const reasons = (await rowsOf([first, second, third])).map((row) => [row.id, row.state, row.revocationReason]);
  expect(reasons.sort()).toEqual(
    [
      [first, "revoked", "Earlier"],
      [second, "revoked", "revoked by the issuer"],
      [third, "revoked", "revoked by the issuer"],
    ].sort(),
  );
  expect(await told("credential.revoked", [first])).toHaveLength(1);
  expect((await rowsOf(other.ids))[0]).toMatchObject({ state: "issued" });
});

test("a time takes those issued from its beginning to before its end", async () => {
  const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
  const [january, february, march] = [
    (await issued(4, day("2025-01-15"))).ids,
    (await issued(4, day("2025-02-15"))).ids,
    (await issued(4, day("2025-03-15"))).ids,
  ];
  const filter = { issuedAfter: "2025-02-15T12:00:00Z", issuedBefore: "2025-03-15T13:00:00+01:00" };
  const made = await createBulkRevocation(ctx, { contractId, filter });
  expect(made).toMatchObject({ total: 4, state: "running" });
  await runBulkRevocations(platform);
  const states = async (ids: string[]) => [...new Set((await rowsOf(ids)).map(({ state }) => state))];
  expect([await states(january), await states(february), await states(march)]).toEqual([
    ["issued"],
    ["revoked"],
    ["issued"],
  ]);
  expect(await createBulkRevocation(ctx, { contractId, filter })).toMatchObject({ total: 0, state: "done" });
});

test("work that a dead process left is taken over when its lease is over, and is done once", async () => {
  const { ids } = await issued(5);
  const { id } = await createBulkRevocation(ctx, { contractId, credentialIds: ids });
  const until = new Date(ctx.now().getTime() + 30_000);
  const where = { tenantId_id: { tenantId: ctx.tenantId, id } };
  await ctx.db.bulkRevocation.update({ where, data: { leasedUntil: until } });
  const state = async () => (await getBulkRevocation(ctx, { contractId, bulkRevocationId: id })).state;

  await runBulkRevocations(platform);
  expect(await state()).toBe("running");
  platform.clock.advance(31);
  await Promise.all([runBulkRevocations(platform), runBulkRevocations(platform), runBulkRevocations(platform)]);
  expect(await state()).toBe("done");
  expect(await told("credential.revoked", ids)).toHaveLength(5);

  // The first process, back from the dead, finds that its lease is gone.
  const leased = { tenantId: ctx.tenantId, id, contractId, reason: null, createdBy: "user:x", leasedUntil: until };
  expect(await revokeBatch(ctx, leased, ids, until, { now: ctx.now(), until })).toBe(false);
});

test("a wallet that asks again after a bulk revocation gets nothing (I5)", async () => {
  const { row, wallet, accessToken } = await issued(0);
  await createBulkRevocation(ctx, { contractId, credentialIds: [row.id] });
  await runBulkRevocations(platform);
  const again = claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  await expect(again).rejects.toMatchObject({ code: "credential_request_denied" });
});

test.each([
  ["neither ids nor a time", {}, "credentialIds"],
  ["both", { credentialIds: ["x"], filter: { issuedBefore: "2026-01-01T00:00:00Z" } }, "credentialIds"],
  ["no id at all", { credentialIds: [] }, "credentialIds"],
  [
    "what is no id",
    { credentialIds: [credentialUrn("0f7c2c2e-6a5b-4f6e-8d4e-0a6c9d3f5b11"), "x"] },
    "credentialIds[1]",
  ],
  ["a time without ends", { filter: {} }, "filter"],
  ["what is no time", { filter: { issuedBefore: "yesterday" } }, "filter.issuedBefore"],
])("%s is refused by its place", async (_what, selection, target) => {
  const refused = await createBulkRevocation(ctx, { contractId, ...selection }).catch((error: unknown) => error);
  expect(toProblem(refused)).toMatchObject({ code: "invalid_request", target });
});

test("another tenant sees no bulk revocation of ours, and cannot revoke through one of theirs (D3, I10)", async () => {
  const { ids } = await issued(1);
  const { id } = await createBulkRevocation(ctx, { contractId, credentialIds: [platform.random.uuid()] });
  await expect(getBulkRevocation(stranger, { contractId, bulkRevocationId: id })).rejects.toMatchObject({
    code: "not_found",
  });
  const theirs = await issuingParts(stranger);
  const made = await createBulkRevocation(stranger, { contractId: theirs.contract.id, credentialIds: ids });
  await runBulkRevocations(platform);
  const ref = { contractId: theirs.contract.id, bulkRevocationId: made.id };
  expect(await getBulkRevocation(stranger, ref)).toMatchObject({ revoked: 0, failed: 1 });
  expect((await rowsOf(ids))[0]).toMatchObject({ state: "issued" });
});
