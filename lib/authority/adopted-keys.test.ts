import { expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { inTransaction } from "@/lib/context";
import { markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { untilLocked } from "@/lib/testing/lock-wait";

const platform = await testPlatform();
const ctx = await testCtx(platform);
const using = (id: string) => ({
  name: "Adopts",
  linkedDomainUrl: "https://adopts.example.org/",
  didMethod: "web" as const,
  key: { id },
});

test("a key that an authority takes at the very moment it is to be destroyed is left alone (I8)", async () => {
  const { id } = await onboardSigningKey(ctx, { backend: "jwk" });
  const marked = await inTransaction(ctx, async (tx) => {
    await createAuthority({ ...tx, sql: platform.sql }, using(id));
    const marking = inTransaction(ctx, (other) => markForDestruction(other, [id]));
    await untilLocked(platform);
    return { marking };
  });
  expect(await marked.marking).toEqual([]);
  expect(await ctx.db.signingKey.findFirst({ where: { tenantId: ctx.tenantId, id } })).toMatchObject({
    state: "enabled",
  });
});

test("a key from before an opt-out is not there for the environment that came after it (I12)", async () => {
  const again = await testCtx(platform, { tenant: "came-back" });
  const old = await onboardSigningKey(again, { backend: "jwk" });
  platform.clock.advance(1);
  await again.db.tenant.updateMany({ where: { id: again.tenantId }, data: { optedOutAt: again.now() } });
  platform.clock.advance(1);
  const young = await onboardSigningKey(again, { backend: "jwk" });
  const absent = { code: "not_found" };
  await expect(getSigningKey(again, { signingKeyId: old.id })).rejects.toMatchObject(absent);
  await expect(createAuthority(again, using(old.id))).rejects.toMatchObject({ ...absent, target: "key.id" });
  expect(await getSigningKey(again, { signingKeyId: young.id })).toMatchObject({ state: "enabled" });
  expect((await createAuthority(again, using(young.id))).keys[0]?.signingKeyId).toBe(young.id);
});
