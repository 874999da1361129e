import { beforeAll, expect, test } from "vitest";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { createBulkRevocation } from "@/lib/bulk-revocation/create-bulk-revocation";
import type { Ctx } from "@/lib/context";
import { credentialUrn } from "@/lib/kernel/ids";
import { waitingChores } from "@/lib/maintenance";
import { optOut } from "@/lib/tenant/opt-out";
import { staff, startedBatch } from "@/lib/testing/bulk-issuance";
import { Listener } from "@/lib/testing/callback";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { createWebhook } from "@/lib/webhook/create-webhook";

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform({ egress: new Listener().egress });
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
  await workOff();
});

const waiting = async () => (await waitingChores(platform)).map(({ name }) => name);

/** Does what waits, as the chores do, until nothing does. Returns what that was, in order. */
async function workOff(): Promise<string[]> {
  const done: string[] = [];
  for (let [next] = await waitingChores(platform); next; [next] = await waitingChores(platform)) {
    await next.run(platform);
    done.push(next.name);
  }
  return done;
}

test("a server that has nothing to do asks once and does nothing", async () => {
  expect(await waiting()).toEqual([]);
});

test("what happened gets its place in the trail, then goes to the webhooks that asked for it (I9)", async () => {
  await createWebhook(ctx, { name: "CRM", url: "https://hooks.example.org/crm", events: ["issuance.offered"] });
  await workOff();
  await redeemedOffer(ctx, parts);
  expect(await waiting()).toEqual(["seal-audit"]);
  expect(await workOff()).toEqual(["seal-audit", "queue-webhooks", "run-outbox"]);
});

test("a batch is begun when it is started, and left alone when it is cancelled", async () => {
  await startedBatch(ctx, parts.contract.id, staff(1));
  expect(await waiting()).toContain("run-bulk-issuances");
  await workOff();
  const cancelled = await startedBatch(ctx, parts.contract.id, staff(1));
  await cancelBulkIssuance(ctx, { id: cancelled, withdrawOffers: false });
  expect(await waiting()).not.toContain("run-bulk-issuances");
});

test("a bulk revocation is begun when it is asked for", async () => {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const { id } = await ctx.db.credential.findFirstOrThrow({ where: { sessionId } });
  await createBulkRevocation(ctx, { contractId: parts.contract.id, credentialIds: [credentialUrn(id)] });
  expect(await waiting()).toContain("run-bulk-revocations");
  expect(await workOff()).toContain("run-bulk-revocations");
});

test("the rows of a tenant that opts out are forgotten at once (I12)", async () => {
  const leaving = await testCtx(platform, { tenant: "leaving" });
  const { contract } = await issuingParts(leaving);
  await startedBatch(leaving, contract.id, staff(1));
  await optOut(leaving, undefined);
  expect(await waiting()).toContain("sweep-bulk-issuances");
  expect(await workOff()).toContain("sweep-bulk-issuances");
});
