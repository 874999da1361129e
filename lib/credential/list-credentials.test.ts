import { expect, test } from "vitest";
import { listCredentials } from "@/lib/credential/list-credentials";
import { documentTimes } from "@/lib/document/times";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

test("a tenant's credentials come in pages of fifty, newest first, each once, and nobody else's (I10)", async () => {
  const platform = await testPlatform();
  const ctx = await testCtx(platform);
  const parts = await issuingParts(ctx);
  const { accessToken } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const [row] = await ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId } });
  if (!row) throw new Error("Nothing was issued.");
  await ctx.db.credential.createMany({
    data: Array.from({ length: 119 }, (_, index) => ({
      ...row,
      id: platform.random.uuid(),
      statusIndex: row.statusIndex < 1000 ? 2000 + index : index,
      preparedAt: new Date(row.preparedAt.getTime() - Math.floor(index / 3) * 1000),
    })),
  });

  for (const filter of [{}, { contractId: parts.contract.id }]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCredentials(ctx, { ...filter, ...(cursor && { cursor }) });
      expect(page.credentials.length).toBeLessThanOrEqual(50);
      seen.push(...page.credentials.map(({ preparedAt, id }) => `${preparedAt} ${id}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(120);
    expect(seen).toEqual([...seen].sort().reverse());
  }
  const stranger = await testCtx(platform, { tenant: "stranger" });
  expect((await listCredentials(stranger, {})).credentials).toEqual([]);
});

test("a credential without an end says that it has none, and is valid in whatever year", async () => {
  const platform = await testPlatform();
  const ctx = await testCtx(platform);
  const parts = await issuingParts(ctx);
  const { accessToken } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await (await TestWallet.make()).proof(ctx, parts.issuer)]);
  const { validUntil } = documentTimes({
    format: "jwt_vc_json",
    data: {},
    jwtClaims: {},
    sdJwtClaims: {},
    mdoc: null,
    now: ctx.now(),
  });
  await ctx.db.credential.updateMany({ where: { tenantId: ctx.tenantId }, data: { validUntil } });
  platform.clock.advance(200 * 365 * 86_400);
  const [credential] = (await listCredentials(ctx, {})).credentials;
  expect(credential).toMatchObject({ validUntil: null, status: "valid" });
  expect(JSON.stringify(credential)).not.toContain("9999");
});
