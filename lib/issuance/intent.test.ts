import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { sha256Base64url } from "@/lib/kernel/hash";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { gate } from "@/lib/testing/gate";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  ctx = await testCtx(await testPlatform());
  parts = await issuingParts(ctx);
});

/** An issuer whose signer first looks at what others see in the database at that moment. */
async function watched(sessionId: string) {
  const seen: { bytes: Uint8Array; rows: { state: string; signingInputDigest: string; audited: number }[] }[] = [];
  const { signer } = parts.issuer;
  const sign = async (bytes: Uint8Array) => {
    const where = { tenantId: ctx.tenantId };
    const rows = await ctx.prisma.credential.findMany({ where: { ...where, sessionId } });
    const audited = await ctx.prisma.auditEvent.count({
      where: { ...where, action: "credential.prepared", targetId: sessionId },
    });
    seen.push({
      bytes,
      rows: rows.map(({ state, signingInputDigest }) => ({ state, signingInputDigest, audited })),
    });
    return signer.sign(bytes);
  };
  return { seen, issuer: { ...parts.issuer, signer: { ...signer, sign } } };
}

describe.each(["jwt_vc_json", "dc+sd-jwt"] as const)("a credential as %s", (format) => {
  test("is signed only once a committed row holds the digest of exactly what is signed (I2, I9)", async () => {
    const { accessToken, sessionId } = await redeemedOffer(ctx, parts, { format });
    const { seen, issuer } = await watched(sessionId);
    const wallet = await TestWallet.make();
    const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
    const jws = credentials[0]?.split("~")[0] ?? "";
    const signedPart = jws.slice(0, jws.lastIndexOf("."));
    expect(seen.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([signedPart]);
    expect(seen[0]?.rows).toEqual([{ state: "prepared", signingInputDigest: sha256Base64url(signedPart), audited: 1 }]);
  });

  test("is kept as its digest, and nowhere as itself (I7)", async () => {
    const { accessToken, sessionId } = await redeemedOffer(ctx, parts, { format });
    const wallet = await TestWallet.make();
    const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
    const [credential = ""] = credentials;
    const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
    expect(row).toMatchObject({ state: "issued", credentialDigest: sha256Base64url(credential) });
    const signature = credential.split("~")[0]?.split(".")[2] ?? "";
    expect(signature.length).toBeGreaterThan(80);
    expect(JSON.stringify(row)).not.toContain(signature);
  });
});

test("of two requests of one token the newer one's credential stays valid, however late the older one is signed (I3, I14)", async () => {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  const { signer } = parts.issuer;
  const [asked, late] = [gate(), gate()];
  const sign = async (bytes: Uint8Array) => {
    asked.open();
    await late.opened;
    return signer.sign(bytes);
  };
  const slow = { ...parts.issuer, signer: { ...signer, sign } };
  const older = claim(ctx, slow, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const refused = expect(older).rejects.toMatchObject({ code: "credential_request_denied" });
  await asked.opened;
  const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  late.open();
  await refused;
  const rows = await ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId } });
  expect(rows.filter(({ statusValue }) => statusValue === 0)).toMatchObject([
    { state: "issued", credentialDigest: sha256Base64url(credentials[0] ?? "") },
  ]);
  expect(rows).toHaveLength(2);
});
