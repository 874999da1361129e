import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inTransaction } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const sources = ["app", "components", "lib"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
  )
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.(test|contract)\.|\/testing\/|\/generated\//.test(file));

const filesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(readFileSync(file, "utf8")));

test("a change whose audit row cannot be written does not happen (I9)", async () => {
  const ctx = await testCtx(await testPlatform());
  const parts = await issuingParts(ctx);
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const credential = () => ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const { id } = await credential();

  await ctx.db.$executeRaw`ALTER TABLE audit_event ADD CONSTRAINT no_room CHECK (false) NOT VALID`;
  await expect(revokeCredential(ctx, { contractId: parts.contract.id, credentialId: id })).rejects.toThrow();
  await expect(createContract(ctx, badge(parts.contract.authorityId, { name: "Another" }))).rejects.toThrow();
  expect(await credential()).toMatchObject({ state: "issued", statusValue: 0 });
  expect(await ctx.db.contract.count({ where: { tenantId: ctx.tenantId } })).toBe(1);
});

test("a signature or any statement of its own is refused inside an open transaction (D1)", async () => {
  const ctx = await testCtx(await testPlatform());
  const statement = { name: "one", text: "SELECT 1" };
  await expect(inTransaction(ctx, async (tx) => tx.sql(statement, []))).rejects.toThrow(/transaction/);
});

test("no statement is glued together from values (D5)", () => {
  expect(filesWith(/\$(query|execute)RawUnsafe|Prisma\.raw\(/)).toEqual([]);
});

/** Adapters, doors and screens tell the time; the domain and the plug-ins are told it. */
const timeless =
  /^lib\/(kernel|formats|did|tenant|authority|contract|status-list|credential|bulk-revocation|delivery|webhook|bulk-issuance|issuance|audit|signing-key|repetition)\//;

test("the domain takes time and chance from its context (D7)", () => {
  const readers = filesWith(/Date\.now\(\)|new Date\(\)|Math\.random\(\)/).filter((file) => timeless.test(file));
  expect(readers).toEqual([]);
});

test("nothing of the installation's secrets can reach a browser's bundle (S9)", () => {
  const holders = ["lib/platform.ts", "lib/keys/registry.ts", "lib/auth/bearer.ts", "lib/maintenance.ts"];
  for (const file of holders) expect(readFileSync(file, "utf8"), file).toContain('import "server-only"');
  const clients = filesWith(/^["']use client["']/);
  expect(clients.length).toBeGreaterThan(0);
  const leaks = clients.filter((file) =>
    /from "@\/lib\/(platform|keys|db|auth|egress|env)[/".]/.test(readFileSync(file, "utf8")),
  );
  expect(leaks).toEqual([]);
});
