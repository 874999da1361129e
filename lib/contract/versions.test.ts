import { expect, test } from "vitest";
import { archiveContract } from "@/lib/contract/archive-contract";
import { createContract } from "@/lib/contract/create-contract";
import { getContractVersion } from "@/lib/contract/get-contract-version";
import { listContractVersions } from "@/lib/contract/list-contract-versions";
import { updateContract } from "@/lib/contract/update-contract";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, issuingParts } from "@/lib/testing/issuing";

const platform = await testPlatform();
const ctx = await testCtx(platform);
const { issuer } = await issuingParts(ctx);
const make = (name: string) => createContract(ctx, badge(issuer.authorityId, { name }));

test("each publish is kept with its author, its time and what it changed; a mere setting is none", async () => {
  const made = await make("Kept");
  platform.clock.advance(60);
  const later = { ...ctx, actor: { ...ctx.actor, id: "somebody-else" } };
  const rules = { ...made.rules, validityInterval: 3600 };
  await updateContract(later, { contractId: made.id, changes: { rules } });
  await updateContract(later, { contractId: made.id, changes: { availableInVcDirectory: true } });
  expect(await listContractVersions(ctx, { contractId: made.id })).toEqual({
    items: [
      {
        version: 2,
        createdAt: later.now().toISOString(),
        createdBy: "somebody-else",
        changes: ["Credentials are valid for 1 hour, before for 30 days."],
      },
      { version: 1, createdAt: made.createdAt, createdBy: "owner-1", changes: [] },
    ],
    nextCursor: null,
  });
  expect(await getContractVersion(ctx, { contractId: made.id, version: 1 })).toEqual({
    version: 1,
    rules: made.rules,
    displays: made.displays,
  });
});

test("a long history comes in pages, and the last of a page is compared with the next", async () => {
  const made = await make("Long");
  for (let at = 1; at < 25; at++) {
    const rules = { ...made.rules, validityInterval: 3600 * at };
    await updateContract(ctx, { contractId: made.id, changes: { rules } });
  }
  const first = await listContractVersions(ctx, { contractId: made.id });
  expect(first.items.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, at) => 25 - at));
  expect(first.items.at(-1)?.changes).toHaveLength(1);
  const second = await listContractVersions(ctx, { contractId: made.id, cursor: first.nextCursor ?? undefined });
  expect([second.items.map(({ version }) => version), second.nextCursor]).toEqual([[5, 4, 3, 2, 1], null]);
});

test("the history of an archived contract can still be read; another tenant's not (I10, D3)", async () => {
  const made = await make("Archived");
  await archiveContract(ctx, { contractId: made.id });
  expect((await listContractVersions(ctx, { contractId: made.id })).items).toHaveLength(1);
  const gone = { code: "not_found" };
  await expect(getContractVersion(ctx, { contractId: made.id, version: 2 })).rejects.toMatchObject(gone);
  const stranger = await testCtx(platform, { tenant: "versions-stranger" });
  await expect(listContractVersions(stranger, { contractId: made.id })).rejects.toMatchObject(gone);
  await expect(getContractVersion(stranger, { contractId: made.id, version: 1 })).rejects.toMatchObject(gone);
});
