import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { recoverCredentials, sweepSessions } from "@/lib/issuance/recover";
import { abandonCredentials } from "@/lib/issuance/release-store";
import { failSession } from "@/lib/issuance/store";
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

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

async function issued() {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const { id } = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  return {
    id,
    sessionId,
    again: async () => claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]),
  };
}

const revoke = (id: string) => revokeCredential(ctx, { contractId: parts.contract.id, credentialId: id });
const credential = (id: string) => ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id } });
const session = (id: string) => ctx.db.issuanceSession.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id } });

describe("whatever a program does, the database keeps what is final", () => {
  test("a credential that is revoked or abandoned stays so, and invalid (D4, I5)", async () => {
    const { id } = await issued();
    await revoke(id);
    const other = (await issued()).id;
    // Nothing is abandoned that a wallet has.
    await abandonCredentials(ctx, [other], "test");
    expect(await credential(other)).toMatchObject({ state: "issued", statusValue: 0 });
    await expect(ctx.prisma.$executeRaw`UPDATE credential SET state = 'issued' WHERE id = ${id}::uuid`).rejects.toThrow(
      /final/,
    );
    await expect(ctx.prisma.$executeRaw`UPDATE credential SET status_value = 0 WHERE id = ${id}::uuid`).rejects.toThrow(
      /stays invalid/,
    );
    await expect(ctx.prisma.$executeRaw`UPDATE credential SET status_value = 2 WHERE id = ${id}::uuid`).rejects.toThrow(
      /stays invalid/,
    );
    expect(await credential(id)).toMatchObject({ state: "revoked", statusValue: 1 });
  });

  test("a status index is given once: not moved, and not given to another (I4)", async () => {
    const [one, other] = [await credential((await issued()).id), await credential((await issued()).id)];
    const { statusListId, statusIndex } = one;
    await expect(
      ctx.prisma.$executeRaw`UPDATE credential SET status_index = ${statusIndex + 1} WHERE id = ${one.id}::uuid`,
    ).rejects.toThrow(/given once/);
    await expect(
      ctx.db.credential.create({ data: { ...other, id: ctx.random.uuid(), statusListId, statusIndex } as never }),
    ).rejects.toThrow(/[Uu]nique/);
  });

  test("an issuance that has issued, failed or run out begins no second time (D4, I3)", async () => {
    const { sessionId } = await issued();
    const { id: failed } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
    expect(await failSession(ctx, failed, { code: "test", message: "A test." })).toBe(true);
    for (const id of [sessionId, failed]) {
      for (const state of ["offered", "redeemed"]) {
        await expect(
          ctx.prisma.$executeRaw`UPDATE issuance_session SET state = ${state} WHERE id = ${id}::uuid`,
        ).rejects.toThrow(/final|stays issued/);
      }
    }
    expect(await failSession(ctx, sessionId, { code: "test", message: "A test." })).toBe(false);
  });

  test("an archived contract, a deleted authority and a past epoch do not come back (D4, I12)", async () => {
    const own = await testCtx(platform, { tenant: "another" });
    const { contract } = await issuingParts(own);
    await archiveContract(own, { contractId: contract.id });
    await expect(
      ctx.prisma.$executeRaw`UPDATE contract SET archived_at = NULL WHERE id = ${contract.id}::uuid`,
    ).rejects.toThrow(/stays archived/);
    await ctx.prisma.$executeRaw`UPDATE tenant SET epoch = epoch + 1 WHERE id = ${own.tenantId}::uuid`;
    await expect(
      ctx.prisma.$executeRaw`UPDATE tenant SET epoch = epoch - 1 WHERE id = ${own.tenantId}::uuid`,
    ).rejects.toThrow(/only grows/);
    await ctx.prisma.$executeRaw`UPDATE authority SET deleted_at = now() WHERE id = ${contract.authorityId}::uuid`;
    await expect(
      ctx.prisma.$executeRaw`UPDATE authority SET deleted_at = NULL WHERE id = ${contract.authorityId}::uuid`,
    ).rejects.toThrow(/stays deleted/);
  });
});

describe("final states stay final when the clock jumps (I13)", () => {
  const DAY = 86_400;

  test("an offer that ran out is not open again when the clock is set back", async () => {
    const { id, offerUri } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
    const code = await codeOf(ctx, parts.issuer, offerUri);
    platform.clock.advance(DAY);
    await sweepSessions(platform);
    platform.clock.advance(-2 * DAY);
    await expect(redeem(ctx, parts.issuer, code)).rejects.toMatchObject({ code: "invalid_grant" });
    await sweepSessions(platform);
    expect(await session(id)).toMatchObject({ state: "expired", sealedClaims: null });
    platform.clock.advance(DAY);
  });

  test("a revoked credential is revoked in every year, and nobody gets another for it", async () => {
    const { id, again } = await issued();
    await revoke(id);
    for (const days of [-3650, 7300, -3650]) {
      platform.clock.advance(days * DAY);
      await recoverCredentials(platform);
      expect(await credential(id)).toMatchObject({ state: "revoked", statusValue: 1 });
    }
    await expect(again()).rejects.toMatchObject({ status: 400 });
  });
});
