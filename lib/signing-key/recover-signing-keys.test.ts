import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { createAuthority } from "@/lib/authority/create-authority";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import type { Ctx } from "@/lib/context";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";

let kms: KmsServer;
let platform: TestPlatform;
let ctx: Ctx;
beforeAll(async () => {
  kms = await startKmsServer();
  for (const [name, value] of Object.entries(kms.env)) vi.stubEnv(name, value);
  platform = await testPlatform();
  ctx = await testCtx(platform);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await kms.stop();
});

/** A process that dies the moment its key store has made a key: nothing after that is ever run. */
function dyingCtx(): { dying: Ctx; died: Promise<string> } {
  let died: (reference: string) => void;
  const reference = new Promise<string>((resolve) => {
    died = resolve;
  });
  const providers = ctx.keyProviders;
  const aws = {
    ...providers.aws,
    create: async (...asked: Parameters<typeof providers.aws.create>) => {
      died((await providers.aws.create(...asked)).reference ?? "");
      return new Promise<never>(() => undefined);
    },
  };
  return { dying: { ...ctx, keyProviders: { ...providers, aws } }, died: reference };
}

const stateOf = async (KeyId: string) =>
  (await clientOf(kms).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;

const later = (minutes: number) => ({
  ...platform,
  now: () => new Date(platform.now().getTime() + minutes * 60_000),
});

const input = (host: string) => ({
  name: "Contoso",
  linkedDomainUrl: `https://${host}/`,
  didMethod: "web" as const,
  key: { backend: "aws" as const },
});

test("a crash between the making of a key in AWS KMS and the commit leaves no orphan there (I14)", async () => {
  const authority = await createAuthority(ctx, input("kept.example.org"));
  const [kept] = authority.keys;
  const first = dyingCtx();
  void createAuthority(first.dying, input("lost.example.org"));
  const second = dyingCtx();
  void rotateSigningKey(second.dying, { authorityId: authority.id });
  const orphans = await Promise.all([first.died, second.died]);
  for (const orphan of orphans) expect(await stateOf(orphan)).toBe("Enabled");

  // While the backend cannot be asked, nothing is given up.
  kms.control.set({ deny: ["ListResourceTags"] });
  await recoverSigningKeys(later(6));
  for (const orphan of orphans) expect(await stateOf(orphan)).toBe("Enabled");
  kms.control.set({ deny: ["ScheduleKeyDeletion"] });
  await recoverSigningKeys(later(7));
  for (const orphan of orphans) expect(await stateOf(orphan)).toBe("Enabled");
  kms.control.reset();
  await Promise.all([recoverSigningKeys(later(8)), recoverSigningKeys(later(8))]);
  for (const orphan of orphans) expect(await stateOf(orphan)).toBe("PendingDeletion");

  expect(await stateOf(kept?.reference ?? "")).toBe("Enabled");
  const rows = await ctx.db.signingKey.findMany({ where: { tenantId: ctx.tenantId }, orderBy: { reference: "asc" } });
  const known = rows.map(({ reference, state, deletionDate }) => [reference, state, deletionDate !== null]);
  expect(known).toEqual(
    [[kept?.reference, "enabled", false], ...orphans.map((orphan) => [orphan, "pendingDeletion", true])].sort(),
  );
});

test("keys of an authority that was being made, and of a rotation, are asked for again without harm", async () => {
  const requests = kms.requests.length;
  await recoverSigningKeys(later(9));
  expect(kms.requests.slice(requests)).toEqual([]);
});
