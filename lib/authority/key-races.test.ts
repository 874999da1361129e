import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { addSigningKey } from "@/lib/authority/add-signing-key";
import { liveCredentials } from "@/lib/authority/authority-keys";
import { cancelRotation } from "@/lib/authority/cancel-rotation";
import { generateDidDocument } from "@/lib/authority/generate-did-document";
import { getAuthority } from "@/lib/authority/get-authority";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import { findIssuer, type Issuer } from "@/lib/authority/signer";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";
import type { EgressResult } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { Problem } from "@/lib/kernel/errors";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { untilLocked } from "@/lib/testing/lock-wait";

const WAYS = 50;
let hosted: unknown;
const egress = {
  refusal: () => undefined,
  request: async (): Promise<EgressResult> => ({
    ok: true,
    status: 200,
    headers: {},
    body: utf8(JSON.stringify(hosted)),
  }),
};
const platform = await testPlatform({ egress });
let count = 0;
let ctx: Awaited<ReturnType<typeof testCtx>>;
let parts: IssuingParts;
let authorityId: string;

beforeEach(async () => {
  ctx = await testCtx(platform, { tenant: `race-${++count}` });
  parts = await issuingParts(ctx);
  authorityId = parts.issuer.authorityId;
  hosted = await generateDidDocument(ctx, { authorityId });
});

const times = <Result>(ways: number, make: (at: number) => Result): Result[] =>
  Array.from({ length: ways }, (_, at) => make(at));

const rotate = () => rotateSigningKey(ctx, { authorityId });

/** A wallet with everything in hand: one call of what it gives asks for the credential. */
async function readyWallet(): Promise<(issuer?: Issuer) => Promise<string>> {
  const wallet = await TestWallet.make();
  const { accessToken } = await redeemedOffer(ctx, parts);
  const proofs = [await wallet.proof(ctx, parts.issuer)];
  return async (issuer) => {
    const by = issuer ?? (await findIssuer(ctx, authorityId));
    if (!by) throw new Error("The authority has no issuer.");
    return (await claim(ctx, by, accessToken, proofs)).credentials[0] ?? "";
  };
}

/** What came of each; anything that is no refusal of ours is a bug, and fails. */
async function outcomes<Result>(asked: readonly Promise<Result>[]): Promise<(Result | Problem)[]> {
  const settled = await Promise.allSettled(asked);
  return settled.map((one) => {
    if (one.status === "fulfilled") return one.value;
    expect(one.reason).toBeInstanceOf(Problem);
    return one.reason as Problem;
  });
}

const codes = (results: readonly unknown[]) => [
  ...new Set(results.flatMap((one) => (one instanceof Problem ? [one.code] : []))),
];

/** One key signs, none is lost or half made, and every credential verifies by the document as it is now. */
async function expectSound(credentials: readonly string[] = []): Promise<void> {
  const { keys, didDocumentStatus } = await getAuthority(ctx, { authorityId });
  expect(keys.filter(({ role }) => role === "current")).toHaveLength(1);
  expect(didDocumentStatus).toBe(keys.some(({ role }) => role === "next") ? "outOfSync" : "published");
  for (const { state } of keys) expect(state).toBe("enabled");
  const rows = await ctx.db.signingKey.findMany({
    where: { tenantId: ctx.tenantId },
    select: { id: true, state: true },
  });
  const held = new Set(keys.map(({ signingKeyId }) => signingKeyId));
  for (const { id, state } of rows) expect([id, state]).toEqual([id, held.has(id) ? "enabled" : "pendingDeletion"]);
  const document = await generateDidDocument(ctx, { authorityId });
  const jwks = document.verificationMethod.map(({ id, publicKeyJwk }) => ({ ...publicKeyJwk, kid: document.id + id }));
  for (const credential of credentials) {
    await jwtVerify(credential, createLocalJWKSet({ keys: jwks }), { currentDate: platform.now() });
  }
}

test("50 keys asked for at once make nine, and no backend is asked for one too many", async () => {
  const add = () => addSigningKey(ctx, { authorityId, signingKeyCurve: "P-256" });
  const results = await outcomes(times(WAYS, add));
  expect(results.filter((one) => !(one instanceof Problem))).toHaveLength(9);
  expect(codes(results)).toEqual(["signing_key_limit_reached"]);
  await expectSound();
  expect(await ctx.db.signingKey.count({ where: { tenantId: ctx.tenantId } })).toBe(10);
  const order = await ctx.db.authorityKey.findMany({ where: { tenantId: ctx.tenantId, authorityId } });
  expect(new Set(order.map(({ createdAt }) => createdAt.getTime())).size).toBe(10);
});

test("50 rotations at once leave ten keys at most, and destroy each that made room", async () => {
  const results = await outcomes(times(WAYS, rotate));
  const made = results.filter((one) => !(one instanceof Problem));
  expect(made.length).toBeGreaterThanOrEqual(9);
  await expectSound();
  const { keys } = await getAuthority(ctx, { authorityId });
  expect(keys).toHaveLength(10);
  const removals = await ctx.db.auditEvent.count({
    where: { tenantId: ctx.tenantId, action: "authority.key_removed" },
  });
  expect(removals).toBe(made.length - 9);
});

test("rotating while 50 wallets ask disturbs none of them, and the old key signs them all (P5)", async () => {
  const wallets = await Promise.all(times(WAYS, readyWallet));
  const asked = wallets.map((ask, at) => Promise.all([ask(), ...(at % 10 === 0 ? [rotate()] : [])]));
  const credentials = (await Promise.all(asked)).map(([credential]) => credential);
  expect(new Set(credentials.map((one) => decodeProtectedHeader(one).kid))).toEqual(
    new Set([parts.issuer.signer.keyId]),
  );
  await expectSound(credentials);
});

test("switching keys while 50 wallets ask disturbs none of them, and all they got verifies (I8)", async () => {
  const wallets = await Promise.all(times(WAYS, readyWallet));
  await rotate();
  hosted = await generateDidDocument(ctx, { authorityId });
  const results = await Promise.all([
    ...wallets.map((ask) => ask()),
    ...times(10, () => synchronizeDidDocument(ctx, { authorityId })),
  ]);
  const credentials = results.filter((one) => typeof one === "string");
  expect(credentials).toHaveLength(WAYS);
  await expectSound(credentials);
  const switched = await ctx.db.auditEvent.count({
    where: { tenantId: ctx.tenantId, action: "authority.key_switched" },
  });
  expect(switched).toBe(1);
});

test("a key leaves while processes that remember it issue: all that counts was counted (I8)", async () => {
  const stale = parts.issuer;
  const wallets = await Promise.all(times(WAYS, readyWallet));
  await rotate();
  hosted = await generateDidDocument(ctx, { authorityId });
  await synchronizeDidDocument(ctx, { authorityId });
  // Somebody who will not be put off: whenever the number has changed, the new one is confirmed.
  const removal = (async () => {
    for (;;) {
      const liveCount = (await liveCredentials(ctx, authorityId)).get(stale.signingKeyId) ?? 0;
      const asked = { authorityId, signingKeyId: stale.signingKeyId, liveCredentials: liveCount };
      const [outcome] = await outcomes([removeAuthorityKey(ctx, asked)]);
      if (!(outcome instanceof Problem)) return;
      expect(outcome.code).toBe("conflict");
    }
  })();
  // Ten chains of wallets, so that some come before the key is gone and some after.
  const chains = times(10, async (chain) => {
    const results: (string | Problem)[] = [];
    for (const ask of wallets.slice(chain * 5, chain * 5 + 5)) results.push(...(await outcomes([ask(stale)])));
    return results;
  });
  const results = (await Promise.all(chains)).flat();
  await removal;
  expect(["unavailable"]).toEqual(expect.arrayContaining(codes(results)));
  const live = (await liveCredentials(ctx, authorityId)).get(stale.signingKeyId) ?? 0;
  const issued = results.filter((one) => typeof one === "string");
  expect(live).toBe(issued.length);
  const event = await ctx.db.auditEvent.findFirst({
    where: { tenantId: ctx.tenantId, action: "authority.key_removed" },
  });
  expect(event?.details).toMatchObject({ liveCredentials: live });
  await expectSound();
});

test("a wallet that asks while its key is leaving gets nothing by that key, and may ask again (I8)", async () => {
  const ask = await readyWallet();
  await rotate();
  hosted = await generateDidDocument(ctx, { authorityId });
  await synchronizeDidDocument(ctx, { authorityId });
  const client = new pg.Client({ connectionString: platform.databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    const leaving = "UPDATE authority_key SET role = 'removed' WHERE signing_key_id = $1";
    await client.query(leaving, [parts.issuer.signingKeyId]);
    const outcome = outcomes([ask(parts.issuer)]);
    await untilLocked(platform);
    await client.query("COMMIT");
    expect(codes(await outcome)).toEqual(["unavailable"]);
  } finally {
    await client.end();
  }
  const credential = await ask();
  expect(decodeProtectedHeader(credential).kid).not.toBe(parts.issuer.signer.keyId);
});

test("taking a rotation back against switching: one wins, and the key that signs is never destroyed", async () => {
  for (let round = 0; round < 5; round++) {
    await rotate();
    hosted = await generateDidDocument(ctx, { authorityId });
    const results = await outcomes(
      times(WAYS / 5, (at) =>
        at % 2 === 0 ? cancelRotation(ctx, { authorityId }) : synchronizeDidDocument(ctx, { authorityId }),
      ),
    );
    expect(["conflict"]).toEqual(expect.arrayContaining(codes(results)));
    await expectSound();
  }
  await expectSound([await (await readyWallet())()]);
});
