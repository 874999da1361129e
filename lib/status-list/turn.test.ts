import { expect, test, vi } from "vitest";
import { forgetIssuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { turnStatusLists } from "@/lib/status-list/draw";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

test.each(["find-issuer", "insert-status-lists"])(
  "an issuer whose lists cannot be turned, by %s, holds up nobody else's, and the log names it",
  async (statement) => {
    const platform = await testPlatform();
    const tenants = [await testCtx(platform, { tenant: "one" }), await testCtx(platform, { tenant: "two" })];
    const authorities: string[] = [];
    for (const ctx of tenants) {
      const parts = await issuingParts(ctx);
      authorities.push(parts.issuer.authorityId);
      const { accessToken } = await redeemedOffer(ctx, parts);
      await claim(ctx, parts.issuer, accessToken, [await (await TestWallet.make()).proof(ctx, parts.issuer)]);
      forgetIssuer(ctx, parts.issuer.authorityId);
    }
    // The one that took the credential is full with it.
    await platform.prisma.statusList.updateMany({ data: { capacity: 1 } });
    let failed = "";
    const sql: Platform["sql"] = async (asked, values) => {
      if (asked.name === statement && failed === "") {
        failed = authorities.find((id) => values.includes(id)) ?? "";
        throw Object.assign(new Error("the database has no room"), { code: "53100" });
      }
      return platform.sql<never>(asked, values);
    };
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await turnStatusLists({ ...platform, sql });
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
    written.mockRestore();

    expect(lines).toEqual([expect.objectContaining({ work: "turn-status-lists", id: failed, code: "53100" })]);
    const open = async (authorityId: string) =>
      platform.prisma.statusList.count({ where: { authorityId, state: "open" } });
    for (const id of authorities) expect(await open(id)).toBe(id === failed ? 1 : 2);
  },
);
