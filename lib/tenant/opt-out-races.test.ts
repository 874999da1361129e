import { inflateSync } from "node:zlib";
import { decodeJwt } from "jose";
import { beforeAll, expect, test } from "vitest";
import { createApiClient } from "@/lib/api-client/create-api-client";
import { createAuthority } from "@/lib/authority/create-authority";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { recoverClosings } from "@/lib/authority/recover-closings";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import { updateAuthority } from "@/lib/authority/update-authority";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { recoverCredentials } from "@/lib/issuance/recover";
import { Problem } from "@/lib/kernel/errors";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { publishStatusList } from "@/lib/status-list/publish";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { optOut } from "@/lib/tenant/opt-out";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badge,
  badgeClaims,
  claim,
  type IssuingParts,
  issuingParts,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

let platform: TestPlatform;
let wallet: TestWallet;

beforeAll(async () => {
  platform = await testPlatform();
  wallet = await TestWallet.make();
});

type Deed = () => Promise<unknown>;

/** Offers, tokens and credentials in every stage, and what may be done with them and beside them. */
async function deeds(ctx: Ctx, parts: IssuingParts): Promise<Deed[]> {
  const { issuer, contract } = parts;
  const { authorityId } = issuer;
  const tokens = [];
  for (let at = 0; at < 10; at++) tokens.push((await redeemedOffer(ctx, parts)).accessToken);
  const held = await redeemedOffer(ctx, parts);
  const proofs = () => wallet.proof(ctx, issuer).then((proof) => [proof]);
  await claim(ctx, issuer, held.accessToken, await proofs());
  const row = await ctx.db.credential.findFirstOrThrow({
    where: { tenantId: ctx.tenantId, sessionId: held.sessionId },
  });
  const many = (count: number, deed: (at: number) => Promise<unknown>): Deed[] =>
    Array.from({ length: count }, (_, at) => () => deed(at));
  return [
    ...tokens.map((token) => async () => claim(ctx, issuer, token, await proofs())),
    ...many(2, async () => claim(ctx, issuer, held.accessToken, await proofs())),
    ...many(10, () => redeemedOffer(ctx, parts)),
    ...many(10, () => createIssuance(ctx, { contractId: contract.id, claims: badgeClaims })),
    ...many(5, (at) => createContract(ctx, badge(authorityId, { name: `Badge ${at}` }))),
    ...many(3, (at) =>
      createAuthority(ctx, { name: `A${at}`, linkedDomainUrl: "https://race.example.org/", didMethod: "web" }),
    ),
    ...many(4, () => rotateSigningKey(ctx, { authorityId })),
    ...many(2, () => revokeCredential(ctx, { contractId: contract.id, credentialId: row.id })),
    ...many(2, (at) => updateAuthority(ctx, { authorityId, name: `Name ${at}` })),
    ...many(2, () => createApiClient(ctx, client)),
  ];
}

const client = { name: "App", permissions: ["VerifiableCredential.Contract.Read"], validityDays: null };

/** A fixed shuffle: the same race each time, as far as the machine lets it. */
const shuffled = (deeds: readonly Deed[], seed: number): Deed[] =>
  deeds
    .map((deed, at) => ({ deed, rank: (at * 7919 + seed * 104729) % 1009 }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ deed }) => deed);

async function race(all: readonly Deed[]): Promise<void> {
  const outcomes = await Promise.allSettled(all.map((deed) => deed()));
  const crashes = outcomes.flatMap((one) =>
    one.status === "rejected" && !(one.reason instanceof Problem) ? [one.reason] : [],
  );
  expect(crashes, "whoever comes too late is refused, and nothing breaks (I15)").toEqual([]);
}

/** What the lists of an authority show, entry by entry. */
async function shownStatuses(ctx: Ctx, authorityId: string): Promise<number[]> {
  const lists = await ctx.db.statusList.findMany({ where: { tenantId: ctx.tenantId, authorityId } });
  const rows = await ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, authorityId } });
  const shown: number[] = [];
  for (const { id } of lists) {
    const list = await publishStatusList(platform, id, "token");
    const { status_list } = decodeJwt(list?.text ?? "") as { status_list: { lst: string } };
    const bytes = inflateSync(Buffer.from(status_list.lst, "base64url"));
    for (const { statusListId, statusIndex: index } of rows) {
      if (statusListId === id) shown.push(((bytes[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3);
    }
  }
  expect(shown).toHaveLength(rows.length);
  return shown;
}

test.each([1, 2, 3])(
  "opt-out against fifty of everything leaves nothing alive and nothing valid (I12, I5), round %i",
  async (seed) => {
    const ctx = await testCtx(platform, { tenant: `leaving ${seed}` });
    const parts = await issuingParts(ctx);
    const others = await deeds(ctx, parts);
    expect(others.length).toBeGreaterThanOrEqual(50);
    let left = 0;
    const leave = async () => {
      await optOut(ctx, undefined);
      left++;
      // From its answer on, in every list.
      expect(new Set(await shownStatuses(ctx, parts.issuer.authorityId))).toEqual(new Set([1]));
    };
    await race(shuffled([...others, leave, leave], seed));
    expect(left).toBe(1);

    const { tenantId } = ctx;
    const late = async () => claim(ctx, parts.issuer, "none", [await wallet.proof(ctx, parts.issuer)]);
    await expect(late()).rejects.toBeInstanceOf(Problem);
    expect(await ctx.db.authority.count({ where: { tenantId, deletedAt: null } })).toBe(0);
    expect(await ctx.db.contract.count({ where: { tenantId, archivedAt: null } })).toBe(0);
    expect(await ctx.db.apiClient.count({ where: { tenantId, disabledAt: null } })).toBe(0);
    platform.clock.advance(3600);
    await recoverCredentials(platform);
    await recoverClosings(platform);
    await recoverSigningKeys(platform);
    await recoverSigningKeys(platform);
    expect(await ctx.db.credential.count({ where: { tenantId, statusValue: { not: 1 } } })).toBe(0);
    expect(await ctx.db.statusList.count({ where: { tenantId, state: { not: "final" } } })).toBe(0);
    expect(
      await ctx.db.signingKey.count({ where: { tenantId, OR: [{ sealedKey: { not: null } }, { state: "enabled" }] } }),
    ).toBe(0);

    await onboardTenant(ctx, undefined);
    expect(await ctx.db.authority.count({ where: { tenantId, deletedAt: null } })).toBe(0);
  },
);

test("deleting an authority against fifty of everything leaves nothing of it, and its neighbour whole (I5)", async () => {
  const ctx = await testCtx(platform, { tenant: "deleting" });
  await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
  const neighbour = await issuingParts(ctx, { name: "Neighbour" });
  const parts = await issuingParts(ctx);
  const { authorityId } = parts.issuer;
  let deleted = 0;
  const remove = async () => {
    await deleteAuthority(ctx, { authorityId });
    deleted++;
    expect(new Set(await shownStatuses(ctx, authorityId))).toEqual(new Set([1]));
  };
  await race(shuffled([...(await deeds(ctx, parts)), remove, remove], 5));
  expect(deleted).toBe(1);
  expect(await ctx.db.contract.count({ where: { tenantId: ctx.tenantId, authorityId, archivedAt: null } })).toBe(0);
  const { accessToken } = await redeemedOffer(ctx, neighbour);
  await claim(ctx, neighbour.issuer, accessToken, [await wallet.proof(ctx, neighbour.issuer)]);
  expect(await shownStatuses(ctx, neighbour.issuer.authorityId)).toEqual([0]);
});

test("of fifty renamings at once on the same ground one is taken; the others are told to read again (D2)", async () => {
  const ctx = await testCtx(platform, { tenant: "renaming" });
  const { issuer } = await issuingParts(ctx);
  const { authorityId } = issuer;
  const { updatedAt } = await ctx.db.authority.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id: authorityId } });
  const ifMatch = `${updatedAt.getTime()}`;
  const names = Array.from({ length: 50 }, (_, at) => `Name ${at}`);
  const outcomes = await Promise.allSettled(names.map((name) => updateAuthority(ctx, { authorityId, name, ifMatch })));
  const won = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value.name] : []));
  expect(won).toHaveLength(1);
  for (const one of outcomes) {
    if (one.status === "rejected") expect(["conflict", "precondition_failed"]).toContain(one.reason.code);
  }
  const renamed = await ctx.db.auditEvent.count({ where: { targetId: authorityId, action: "authority.renamed" } });
  expect(renamed).toBe(1);
});
