import { beforeEach, describe, expect, test } from "vitest";
import { addSigningKey } from "@/lib/authority/add-signing-key";
import { cancelRotation } from "@/lib/authority/cancel-rotation";
import { compareDidDocument } from "@/lib/authority/compare-did-document";
import { countKeyCredentials } from "@/lib/authority/count-key-credentials";
import { getAuthority } from "@/lib/authority/get-authority";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import type { AuthorityView } from "@/lib/authority/schema";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";
import { updateLinkedDomain } from "@/lib/authority/update-linked-domain";
import type { DidDocument } from "@/lib/did/document";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { hostedDocument, rotatingAuthority, verifiesBy } from "@/lib/testing/rotation";

const web = hostedDocument();
const platform = await testPlatform({ egress: web.egress });
let count = 0;
let authority: Awaited<ReturnType<typeof rotatingAuthority>>;
beforeEach(async () => {
  authority = await rotatingAuthority(platform, `removal-${++count}`, web.serve);
});

const roles = ({ keys }: AuthorityView) => keys.map(({ role }) => role);
const currentKey = ({ keys }: AuthorityView) => keys.find(({ role }) => role === "current")?.signingKeyId;
const verifies = (token: string, document: DidDocument) => verifiesBy(document, token, platform.now());

describe("taking a rotation back", () => {
  test("removes and destroys what waits, and the old key signs as before", async () => {
    await authority.rotate();
    const { keys } = await authority.rotate();
    const back = await cancelRotation(authority.ctx, { authorityId: authority.authorityId });
    expect([back.didDocumentStatus, roles(back)]).toEqual(["published", ["current"]]);
    expect((await authority.generate()).verificationMethod).toHaveLength(1);
    const waiting = keys.filter(({ role }) => role === "next").map(({ signingKeyId }) => signingKeyId);
    const rows = await authority.ctx.db.signingKey.findMany({
      where: { tenantId: authority.ctx.tenantId, id: { in: waiting } },
    });
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null });
    expect(await verifies(await authority.issue(), await authority.generate())).toBe(true);
    await expect(cancelRotation(authority.ctx, { authorityId: authority.authorityId })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

test("taking a rotation back does not publish a document that has to name a new domain (P5)", async () => {
  const { ctx, authorityId } = authority;
  platform.clock.advance(1);
  await updateLinkedDomain(ctx, { authorityId, linkedDomainUrl: "https://moved.example.org/" });
  await authority.rotate();
  expect((await cancelRotation(ctx, { authorityId })).didDocumentStatus).toBe("outOfSync");
  await authority.rotate();
  await ctx.db.authority.updateMany({
    where: { tenantId: ctx.tenantId, id: authorityId },
    data: { linkedDomainsVerified: true },
  });
  expect((await cancelRotation(ctx, { authorityId })).didDocumentStatus).toBe("published");
});

test("a switch of keys does not publish a document that names the old domain; the new one may be written in any way (P5)", async () => {
  const { ctx, authorityId } = authority;
  platform.clock.advance(1);
  const old = (await authority.generate()).service;
  await updateLinkedDomain(ctx, { authorityId, linkedDomainUrl: "https://moved.example.org/" });
  await authority.rotate();
  const document = await authority.generate();
  web.serve({ ...document, service: old });
  const switched = await authority.synchronize();
  expect([switched.didDocumentStatus, roles(switched)]).toEqual(["outOfSync", ["current", "retired"]]);
  expect((await authority.synchronize()).didDocumentStatus).toBe("outOfSync");
  const services = [{ id: "#d", type: "LinkedDomains", serviceEndpoint: "https://MOVED.example.org:443" }];
  web.serve({ ...document, service: services });
  expect((await compareDidDocument(ctx, { authorityId })).differences.map(({ kind }) => kind)).not.toContain(
    "missingDomain",
  );
  expect((await authority.synchronize()).didDocumentStatus).toBe("published");
});

describe("removing a key", () => {
  test("wants the number of credentials that go with it, and nothing less than the truth (I8)", async () => {
    const first = currentKey(await getAuthority(authority.ctx, { authorityId: authority.authorityId })) ?? "";
    await authority.issue();
    await authority.issue();
    const remove = (liveCredentials: number, signingKeyId = first) =>
      removeAuthorityKey(authority.ctx, { authorityId: authority.authorityId, signingKeyId, liveCredentials });
    await expect(remove(2)).rejects.toMatchObject({ code: "conflict" });
    await authority.rotate();
    const waiting = (await getAuthority(authority.ctx, { authorityId: authority.authorityId })).keys[1]?.signingKeyId;
    await expect(remove(0, waiting)).rejects.toMatchObject({ code: "conflict" });
    await authority.host();
    await authority.synchronize();
    expect(await countKeyCredentials(authority.ctx, { authorityId: authority.authorityId })).toEqual({ [first]: 2 });
    for (const wrong of [0, 1, 3]) {
      await expect(remove(wrong)).rejects.toMatchObject({ code: "conflict", target: "liveCredentials" });
    }
    expect((await authority.generate()).verificationMethod).toHaveLength(2);
    const left = await remove(2);
    expect(roles(left)).toEqual(["current"]);
    expect((await authority.generate()).verificationMethod).toHaveLength(1);
    const row = await authority.ctx.db.signingKey.findFirst({ where: { tenantId: authority.ctx.tenantId, id: first } });
    expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null });
    await expect(remove(2)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is refused while a credential is being issued by it, and its issuing ends once it is gone (I8)", async () => {
    const stale = authority.parts.issuer;
    await authority.rotateAndSwitch();
    // Another process remembers the old key for a second: it still stands in the document, so that is fine.
    const wallet = await TestWallet.make();
    const { accessToken } = await redeemedOffer(authority.ctx, authority.parts);
    const proofs = [await wallet.proof(authority.ctx, stale)];
    await claim(authority.ctx, stale, accessToken, proofs);
    await authority.ctx.db.credential.updateMany({
      where: { tenantId: authority.ctx.tenantId },
      data: { state: "signed", issuedAt: null },
    });
    const remove = () =>
      removeAuthorityKey(authority.ctx, {
        authorityId: authority.authorityId,
        signingKeyId: stale.signingKeyId,
        liveCredentials: 1,
      });
    await expect(remove()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("just being") });
    await authority.ctx.db.credential.updateMany({
      where: { tenantId: authority.ctx.tenantId },
      data: { state: "issued" },
    });
    await remove();
    const late = await redeemedOffer(authority.ctx, authority.parts);
    await expect(
      claim(authority.ctx, stale, late.accessToken, [await wallet.proof(authority.ctx, stale)]),
    ).rejects.toMatchObject({
      code: "unavailable",
      details: { retryAfterSeconds: 1 },
    });
  });
});

test("another tenant's keys cannot be rotated, compared, counted or removed (I10, D3)", async () => {
  const stranger = await testCtx(platform, { tenant: "nosy" });
  for (const verb of [
    rotateSigningKey,
    synchronizeDidDocument,
    cancelRotation,
    compareDidDocument,
    countKeyCredentials,
  ]) {
    await expect(verb(stranger, { authorityId: authority.authorityId })).rejects.toMatchObject({ code: "not_found" });
  }
  const signingKeyId = authority.parts.issuer.signingKeyId;
  await expect(
    removeAuthorityKey(stranger, { authorityId: authority.authorityId, signingKeyId, liveCredentials: 0 }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    addSigningKey(stranger, { authorityId: authority.authorityId, signingKeyCurve: "P-256" }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
});
