import { expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { confirmOptOut } from "@/lib/tenant/confirm-opt-out";
import { exportOrganisation } from "@/lib/tenant/export-organisation";
import { startOptOut } from "@/lib/tenant/start-opt-out";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const platform = await testPlatform();
const statusOf = async (ctx: Ctx) =>
  (await ctx.db.tenant.findUniqueOrThrow({ where: { id: ctx.tenantId }, select: { status: true } })).status;

async function filledTenant(tenant: string) {
  const ctx = await testCtx(platform, { tenant });
  const parts = await issuingParts(ctx);
  const wallet = await TestWallet.make();
  const { accessToken } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  return { ctx, parts };
}

test("the portal's opt-out wants the name as it is shown and a token that is good once (A6)", async () => {
  const { ctx } = await filledTenant("Typed");
  await updateOrganisationSettings(ctx, { name: "Fabrikam Works" });
  const { token, ...counts } = await startOptOut(ctx, {});
  expect(counts).toEqual({ authorities: 1, contracts: 1, credentials: 1 });
  for (const [name, given] of [
    ["Typed", token],
    ["Fabrikam", token],
    ["Fabrikam Works", "another"],
  ] as const) {
    await expect(confirmOptOut(ctx, { name, token: given })).rejects.toThrow();
    expect(await statusOf(ctx)).toBe("enabled");
  }
  const both = await Promise.allSettled([1, 2].map(() => confirmOptOut(ctx, { name: "Fabrikam Works", token })));
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await statusOf(ctx)).toBe("optedOut");
});

test("a token serves neither another owner nor another organisation, nor after ten minutes", async () => {
  const mine = await testCtx(platform, { tenant: "Mine" });
  const other = await testCtx(platform, { tenant: "Other" });
  const { token } = await startOptOut(mine, {});
  const colleague: Ctx = { ...mine, actor: { ...mine.actor, id: "owner-2" } };
  await expect(confirmOptOut(colleague, { name: "Mine", token })).rejects.toMatchObject({ code: "conflict" });
  await expect(confirmOptOut(other, { name: "Other", token })).rejects.toMatchObject({ code: "conflict" });
  platform.clock.advance(601);
  await expect(confirmOptOut(mine, { name: "Mine", token })).rejects.toMatchObject({ code: "conflict" });
  expect([await statusOf(mine), await statusOf(other)]).toEqual(["enabled", "enabled"]);
});

test("neither beginning nor confirming works with a sign-in older than five minutes (A6)", async () => {
  const ctx = await testCtx(platform, { tenant: "Stale" });
  const { token } = await startOptOut(ctx, {});
  const signedInAt = new Date(ctx.now().getTime() - 301_000);
  const stale: Ctx = { ...ctx, actor: { ...ctx.actor, signedInAt } };
  await expect(startOptOut(stale, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(confirmOptOut(stale, { name: "Stale", token })).rejects.toMatchObject({ code: "forbidden" });
});

test("the export holds what would go, as whole JSON, and nothing secret (I7)", async () => {
  const { ctx, parts } = await filledTenant("Exported");
  await filledTenant("Foreign");
  let text = "";
  for await (const part of await exportOrganisation(ctx, undefined)) text += part;
  const copy = JSON.parse(text);
  expect(copy.organisation.name).toBe("Exported");
  expect(copy.authorities.map(({ id }: { id: string }) => id)).toEqual([parts.issuer.authorityId]);
  expect(copy.contracts).toMatchObject([{ publicId: parts.contract.publicId, versions: [{ version: 1 }] }]);
  expect(copy.credentials).toMatchObject([{ contractName: "Staff badge", status: "valid" }]);
  expect(text).not.toMatch(/sealed|"d":|secret|Sample Person|S-1001/i);
});
