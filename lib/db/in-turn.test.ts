import { expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const platform = await testPlatform();

/** A tenant with so many keys that wait to be destroyed. */
async function tenantWith(tenant: string, count: number): Promise<Ctx> {
  const ctx = await testCtx(platform, { tenant });
  const { id } = await onboardSigningKey(ctx, { backend: "jwk", name: tenant });
  const where = { tenantId: ctx.tenantId, id };
  await ctx.db.signingKey.updateMany({ where, data: { state: "pendingDeletion" } });
  const { publicJwk: _public, settings: _settings, ...row } = await ctx.db.signingKey.findFirstOrThrow({ where });
  // What is sealed opens in its own row alone: all of these fail with what is no refusal of ours.
  const copies = Array.from({ length: count - 1 }, () => ({ ...row, settings: {}, id: crypto.randomUUID() }));
  await ctx.db.signingKey.createMany({ data: copies });
  return ctx;
}

const left = ({ db, tenantId }: Ctx) =>
  db.signingKey.count({ where: { tenantId, state: "pendingDeletion", deletionDate: null } });
const tries = async ({ db, tenantId }: Ctx) =>
  (await db.signingKey.aggregate({ where: { tenantId }, _sum: { recoveryTries: true } }))._sum.recoveryTries;

test("one tenant's dead keys take no other's turn, and are tried ever less often (I14)", async () => {
  const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const dead = await tenantWith("dead store", 150);
  platform.clock.advance(60);
  const sound = await tenantWith("sound store", 1);

  await recoverSigningKeys(platform);
  expect(await left(sound)).toBe(0);
  const first = (await tries(dead)) ?? 0;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(100);
  expect(noise).toHaveBeenCalledTimes(first);

  // Each is tried once more, and then not before half a minute is over.
  for (let turns = 0; turns < 25; turns++) await recoverSigningKeys(platform);
  expect(await tries(dead)).toBe(149 * 2);
  platform.clock.advance(31);
  await recoverSigningKeys(platform);
  expect(await tries(dead)).toBeGreaterThan(149 * 2);
  noise.mockRestore();
});
