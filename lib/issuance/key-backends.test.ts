import { errors, importJWK, jwtVerify } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, type IssuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";

interface Organisation {
  readonly ctx: Ctx;
  readonly parts: IssuingParts;
  readonly accessKeyId: string;
}

const kms = await testKms({ accounts: [...kmsAccounts] });
let platform: TestPlatform;
let organisations: Organisation[];

async function organisation(account: (typeof kmsAccounts)[number]): Promise<Organisation> {
  const ctx = await testCtx(platform, { tenant: account.accountId });
  const config = { credentials: "accessKey" as const, ...accessKeyOf(account), region: "eu-central-1" };
  const authority = await createAuthority(ctx, {
    name: "Example Works",
    linkedDomainUrl: `https://works-${account.accountId}.example.org/`,
    didMethod: "web",
    key: { backend: "aws", keyType: "P-256", config },
  });
  const contract = await createContract(ctx, badge(authority.id));
  const issuer = await findIssuer(ctx, authority.id);
  if (!issuer) throw new Error("The new authority has no issuer.");
  return { ctx, parts: { issuer, contract }, accessKeyId: account.accessKeyId };
}

beforeAll(async () => {
  platform = await testPlatform();
  organisations = await Promise.all(kmsAccounts.map(organisation));
});
beforeEach(() => {
  kms.requests.length = 0;
});

async function issued({ ctx, parts }: Organisation, wallet: TestWallet): Promise<string> {
  const { accessToken } = await redeemedOffer(ctx, parts, { format: "jwt_vc_json" });
  const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  return credentials[0] ?? "";
}

/** By an independent library, with the key that the organisation publishes. */
async function verifies({ ctx, parts }: Organisation, credential: string): Promise<boolean> {
  const key = await importJWK({ ...parts.issuer.publicJwk }, "ES256");
  return jwtVerify(credential, key, { currentDate: ctx.now() }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.JWSSignatureVerificationFailed) return false;
      throw error;
    },
  );
}

test("two organisations with AWS credentials of their own and 500 interleaved issuances: each is signed by its own (S8)", async () => {
  const wallet = await TestWallet.make();
  const [one, other] = organisations as [Organisation, Organisation];
  const ownerOf = (at: number) => ((at + Math.floor(at / 20)) % 2 === 0 ? one : other);
  const credentials: string[] = [];
  // Eight at a time: with more, a slow machine would keep some waiting longer than a signature may take.
  const wallets = Array.from({ length: 8 }, async (_, first) => {
    for (let at = first; at < 500; at += 8) {
      credentials[at] = await issued(ownerOf(at), wallet);
    }
  });
  await Promise.all(wallets);
  expect(credentials).toHaveLength(500);
  for (const [at, credential] of credentials.entries()) {
    const own = ownerOf(at);
    const stranger = own === one ? other : one;
    expect([await verifies(own, credential), await verifies(stranger, credential)]).toEqual([true, false]);
  }
  for (const { ctx, accessKeyId } of organisations) {
    const rows = await ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId } });
    expect(rows).toHaveLength(250);
    expect(rows.every(({ state }) => state === "issued")).toBe(true);
    const key = await ctx.db.signingKey.findFirstOrThrow({ where: { tenantId: ctx.tenantId } });
    const asked = kms.requests.filter(({ keyId }) => keyId === key.reference);
    // One that answers late is asked again.
    expect(asked.length).toBeGreaterThanOrEqual(250);
    expect(new Set(asked.map((request) => `${request.operation} by ${request.accessKeyId}`))).toEqual(
      new Set([`Sign by ${accessKeyId}`]),
    );
  }
}, 120_000);

describe("a key store that", () => {
  test.each([
    ["lies: a valid signature over other bytes", { signOtherBytes: true }],
    ["is throttled for good", { throttleNext: 1000 }],
    ["says no", { deny: ["Sign"] }],
    ["is out of order", { failNext: { count: 1000, type: "KMSInternalException", status: 500 } }],
  ])("%s lets nothing leave, and what may have been signed is invalid (P3, I5)", async (_how, switches) => {
    const [subject] = organisations as [Organisation];
    const { ctx } = subject;
    const before = new Set((await ctx.db.credential.findMany({ select: { id: true } })).map(({ id }) => id));
    kms.control.set(switches);
    const refused = issued(subject, await TestWallet.make());
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^key_provider_/) });
    const left = (await ctx.db.credential.findMany()).filter(({ id }) => !before.has(id));
    expect(left).toMatchObject([{ state: "abandoned", statusValue: 1, credentialDigest: null }]);
  });

  test.each(["shortR", "shortS"] as const)(
    "answers in DER with a %s gives a credential that verifies (P3)",
    async (signatureShape) => {
      const [subject] = organisations as [Organisation];
      kms.control.set({ signatureShape });
      expect(await verifies(subject, await issued(subject, await TestWallet.make()))).toBe(true);
    },
  );

  test("is slow gives its credential all the same, once", async () => {
    const [subject] = organisations as [Organisation];
    kms.control.set({ latencyMs: 300 });
    expect(await verifies(subject, await issued(subject, await TestWallet.make()))).toBe(true);
    expect(kms.requests).toHaveLength(1);
  });
});
