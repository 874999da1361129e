import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { releaseCredentials } from "@/lib/issuance/release-store";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeem,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";
import { untilLocked } from "@/lib/testing/lock-wait";

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

/** Runs `change` in a transaction that commits only once `meanwhile` waits for it. */
async function commitWhileWaiting<Result>(
  change: (client: pg.Client) => Promise<unknown>,
  meanwhile: () => Promise<Result>,
): Promise<PromiseSettledResult<Result>> {
  const client = new pg.Client({ connectionString: platform.databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await change(client);
    const settled = Promise.allSettled([meanwhile()]);
    await untilLocked(platform);
    await client.query("COMMIT");
    return (await settled)[0];
  } finally {
    await client.end();
  }
}

test("a wallet that asks again while its credential is being revoked gets no other one (I5)", async () => {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const again = [await wallet.proof(ctx, parts.issuer)];

  const outcome = await commitWhileWaiting(
    async (client) => {
      const revoked = `UPDATE credential SET state = 'revoked', status_value = 1, revoked_at = now(),
        revocation_reason = 'lost phone' WHERE session_id = $1`;
      await client.query(revoked, [sessionId]);
      await client.query("UPDATE issuance_session SET attempt = attempt + 1 WHERE id = $1", [sessionId]);
    },
    () => claim(ctx, parts.issuer, accessToken, again),
  );

  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "credential_request_denied" } });
  const valid = await ctx.db.credential.count({ where: { tenantId: ctx.tenantId, sessionId, statusValue: 0 } });
  expect(valid).toBe(0);
});

test("of many transaction codes at once five are compared, and a wrong one takes nothing from who had the right one (P1)", async () => {
  const transactionCode = { kind: "plain", value: "493827" } as const;
  for (let round = 0; round < 4; round++) {
    const made = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims, transactionCode });
    const code = await codeOf(ctx, parts.issuer, made.offerUri);
    const typed = ["000000", "493827", ...Array.from({ length: 20 }, (_, index) => `1000${10 + index}`)];
    const outcomes = await Promise.allSettled(typed.map((one) => redeem(ctx, parts.issuer, code, one)));
    const session = await ctx.db.issuanceSession.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id: made.id } });
    const won = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(session.txCodeAttempts).toBeLessThanOrEqual(5);
    expect(session.state).toBe(won === 1 ? "redeemed" : "failed");
  }
});

test("a release that comes too late changes nothing: what the wallet has stays valid (I14)", async () => {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const { attempt } = await platform.prisma.issuanceSession.findFirstOrThrow({ where: { id: sessionId } });
  const given = await platform.prisma.credential.findFirstOrThrow({ where: { sessionId } });

  const release = { sessionId, attempt, credentialIds: [ctx.random.uuid()], notificationHash: "n" };
  expect(await releaseCredentials(ctx, { ...release, holderThumbprints: [await wallet.thumbprint()] })).toBe(false);
  expect(await platform.prisma.credential.findMany({ where: { sessionId } })).toEqual([given]);
});

test("no reason that one can give lets a wallet ask again for what was revoked (I5)", async () => {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const { id: credentialId } = await platform.prisma.credential.findFirstOrThrow({ where: { sessionId } });
  const ref = { contractId: parts.contract.id, credentialId };
  const own = revokeCredential(ctx, { ...ref, reason: " superseded " });
  await expect(own).rejects.toThrow("our own word");
  await revokeCredential(ctx, { ...ref, reason: "Superseded by a new badge" });
  const again = claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  await expect(again).rejects.toMatchObject({ code: "credential_request_denied" });
});
