import { describe, expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { getContract } from "@/lib/contract/get-contract";
import { listCredentials } from "@/lib/credential/list-credentials";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badge,
  badgeClaims,
  claim,
  type IssuingParts,
  issuingParts,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";
import { listedStatus } from "@/lib/testing/status";

const platform = await testPlatform();

let tenants = 0;
const newTenant = () => testCtx(platform, { tenant: `tenant ${tenants++}` });

/** A wallet that got a credential, and may ask for another. */
async function issued(ctx: Ctx, parts: IssuingParts) {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const again = async () => claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  await again();
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  return { row, again };
}

const keyStates = async ({ db, tenantId }: Ctx) =>
  (await db.signingKey.findMany({ where: { tenantId } })).map(({ state, sealedKey }) => [state, sealedKey !== null]);

const gone = { code: "not_found" };

describe("deleting an authority (Admin API, section 6.5)", () => {
  async function deletable() {
    const ctx = await newTenant();
    await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
    return ctx;
  }

  test("did:web is refused unless the organisation's settings allow it", async () => {
    const ctx = await newTenant();
    const { issuer } = await issuingParts(ctx);
    await expect(deleteAuthority(ctx, { authorityId: issuer.authorityId })).rejects.toMatchObject({
      code: "did_method_not_supported",
      message: expect.stringContaining("The specified DID method is not supported: web"),
    });
    await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
    await deleteAuthority(ctx, { authorityId: issuer.authorityId });
    await expect(deleteAuthority(ctx, { authorityId: issuer.authorityId })).rejects.toMatchObject(gone);
  });

  test("its credentials turn invalid and its contracts vanish; another's, and a key both have, stay", async () => {
    const ctx = await deletable();
    const parts = await issuingParts(ctx);
    const { row, again } = await issued(ctx, parts);
    const open = await redeemedOffer(ctx, parts);
    const key = { id: parts.issuer.signingKeyId };
    const other = await createAuthority(ctx, {
      name: "Other",
      linkedDomainUrl: "https://other.example.org/",
      didMethod: "web",
      key,
    });
    const contract = await createContract(ctx, badge(other.id, { name: "Other badge" }));
    const issuer = await findIssuer(platform, other.id);
    if (!issuer) throw new Error("no issuer");

    await deleteAuthority(ctx, { authorityId: parts.issuer.authorityId });

    const wallet = await TestWallet.make();
    const late = async () => claim(ctx, parts.issuer, open.accessToken, [await wallet.proof(ctx, parts.issuer)]);
    await expect(late()).rejects.toThrow();
    await expect(again()).rejects.toThrow();
    expect(await listedStatus(platform, row)).toEqual({ value: 1, bit: 1 });
    await expect(getContract(ctx, { contractId: parts.contract.id })).rejects.toMatchObject(gone);
    await expect(createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims })).rejects.toMatchObject(
      gone,
    );
    expect((await listCredentials(ctx, {})).credentials).toEqual([]);
    expect(await keyStates(ctx)).toEqual([["enabled", true]]);
    await issued(ctx, { issuer, contract });
    // The name is free for a contract of another authority.
    await createContract(ctx, badge(other.id, { name: parts.contract.name }));
    await deleteAuthority(ctx, { authorityId: other.id });
    expect(await keyStates(ctx)).toEqual([["pendingDeletion", false]]);
  });

  test("a key that was onboarded by itself stays when nothing of it was deleted", async () => {
    const ctx = await deletable();
    const { issuer } = await issuingParts(ctx);
    const spare = await onboardSigningKey(ctx, { backend: "jwk", name: "Spare" });
    await deleteAuthority(ctx, { authorityId: issuer.authorityId });
    const row = await ctx.db.signingKey.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id: spare.id } });
    expect(row.state).toBe("enabled");
  });
});
