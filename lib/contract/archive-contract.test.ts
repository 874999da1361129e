import { expect, test } from "vitest";
import { archiveContract } from "@/lib/contract/archive-contract";
import { createContract } from "@/lib/contract/create-contract";
import { getContract } from "@/lib/contract/get-contract";
import { listContracts } from "@/lib/contract/list-contracts";
import { updateContract } from "@/lib/contract/update-contract";
import { getCredential } from "@/lib/credential/get-credential";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { getIssuance } from "@/lib/issuance/get-issuance";
import { issuerMetadata } from "@/lib/issuance/metadata";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, badgeClaims, claim, codeOf, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const platform = await testPlatform();
const ctx = await testCtx(platform);
const { issuer, contract: first } = await issuingParts(ctx);
const make = (name: string) => createContract(ctx, badge(issuer.authorityId, { name }));

test("an archived contract is absent unless it is asked for, cannot be changed, and stays archived", async () => {
  const { id: contractId } = await make("Absent");
  await archiveContract(ctx, { contractId });
  const gone = { code: "not_found", target: "contractId" };
  await expect(getContract(ctx, { contractId })).rejects.toMatchObject(gone);
  await expect(updateContract(ctx, { contractId, changes: {} })).rejects.toMatchObject(gone);
  await expect(archiveContract(ctx, { contractId })).rejects.toMatchObject(gone);
  expect(await getContract(ctx, { contractId, withArchived: true })).toMatchObject({
    archivedAt: ctx.now().toISOString(),
  });
  const names = async (archived: "hidden" | "shown" | "only") =>
    (await listContracts(ctx, { archived })).items.map(({ name }) => name);
  expect(await names("hidden")).not.toContain("Absent");
  expect(await names("only")).toEqual(["Absent"]);
  expect(await names("shown")).toEqual(expect.arrayContaining(["Absent", "Staff badge"]));
  const revived = ctx.db.contract.updateMany({ where: { id: contractId }, data: { archivedAt: null } });
  await expect(revived).rejects.toThrow();
});

test("its open offers end at once, wherever the wallet stands, and nothing of them is kept (I7)", async () => {
  const contract = await make("With offers");
  const offered = await createIssuance(ctx, { contractId: contract.id, claims: badgeClaims });
  const opened = await createIssuance(ctx, { contractId: contract.id, claims: badgeClaims });
  await codeOf(ctx, issuer, opened.offerUri);
  const redeemed = await redeemedOffer(ctx, { issuer, contract });
  await archiveContract(ctx, { contractId: contract.id });

  for (const id of [offered.id, opened.id, redeemed.sessionId]) {
    expect(await getIssuance(ctx, { id })).toMatchObject({ state: "failed", failure: { code: "contract_archived" } });
  }
  const kept = await ctx.db.issuanceSession.findMany({ where: { contractId: contract.id } });
  expect(kept).toHaveLength(3);
  for (const session of kept) {
    expect([session.sealedCode, session.sealedClaims, session.sealedCallback]).toEqual([null, null, null]);
  }
  await expect(codeOf(ctx, issuer, offered.offerUri)).rejects.toMatchObject({ code: "not_found" });
  const wallet = await TestWallet.make();
  const asked = claim(ctx, issuer, redeemed.accessToken, [await wallet.proof(ctx, issuer)]);
  await expect(asked).rejects.toMatchObject({ code: "invalid_token" });
  const again = createIssuance(ctx, { contractId: contract.id, claims: badgeClaims });
  await expect(again).rejects.toMatchObject({ code: "not_found", target: "manifest" });
  const metadata = await issuerMetadata(ctx, issuer, null);
  expect(JSON.stringify(metadata)).not.toContain("With+offers_");
  const [event] = await ctx.db.auditEvent.findMany({ where: { action: "contract.archived", targetId: contract.id } });
  expect(event?.details).toEqual({ name: "With offers", version: 1, endedOffers: 3 });
});

test("what it issued can still be found and revoked (I1)", async () => {
  const { accessToken } = await redeemedOffer(ctx, { issuer, contract: first });
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  const payload = JSON.parse(Buffer.from(credentials[0]?.split(".")[1] ?? "", "base64url").toString());
  await archiveContract(ctx, { contractId: first.id });
  const ref = { contractId: first.publicId, credentialId: payload.jti };
  expect(await getCredential(ctx, ref)).toMatchObject({ status: "valid" });
  await revokeCredential(ctx, ref);
  expect(await getCredential(ctx, ref)).toMatchObject({ status: "revoked" });
});

test("of many who archive at once one does, and it is written down once (D2, I9)", async () => {
  const { id: contractId } = await make("Contended");
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => archiveContract(ctx, { contractId })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await ctx.db.auditEvent.count({ where: { action: "contract.archived", targetId: contractId } })).toBe(1);
});

test("another tenant's contract cannot be archived (I10, D3)", async () => {
  const { id: contractId } = await make("Foreign");
  const stranger = await testCtx(platform, { tenant: "archive-stranger" });
  await expect(archiveContract(stranger, { contractId })).rejects.toMatchObject({ code: "not_found" });
  expect((await getContract(ctx, { contractId })).archivedAt).toBeNull();
});
