import { getListFromStatusListJWT, getStatusListFromJWT } from "@sd-jwt/jwt-status-list";
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { wireIndexHash } from "@/lib/credential/index-hash";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { searchCredentials } from "@/lib/credential/search-credentials";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { publishStatusList } from "@/lib/status-list/publish";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeem,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  ctx = await testCtx(await testPlatform());
  parts = await issuingParts(ctx);
});

const statusOf = async (credential: string): Promise<number> => {
  const { status } = decodeJwt<{ status: { status_list: { uri: string; idx: number } } }>(
    credential.split("~")[0] ?? "",
  );
  const listId = status.status_list.uri.split("/").at(-1) ?? "";
  const list = await publishStatusList(ctx, listId, "token");
  expect(getStatusListFromJWT(credential.split("~")[0] ?? "").uri).toBe(status.status_list.uri);
  return getListFromStatusListJWT(list?.text ?? "").getStatus(status.status_list.idx);
};

describe.each(["jwt_vc_json", "dc+sd-jwt"] as const)("a wallet's credential as %s", (format) => {
  test("is signed by the authority, bound to the wallet's key, found by its indexed claim and seen revoked (I1, I5)", async () => {
    const wallet = await TestWallet.make();
    const { accessToken } = await redeemedOffer(ctx, parts, { format });
    const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
    expect(credentials).toHaveLength(1);
    const jwt = credentials[0]?.split("~")[0] ?? "";
    const key = await importJWK(parts.issuer.publicJwk, "ES256");
    const { payload } = await jwtVerify(jwt, key, { currentDate: ctx.now() });
    expect(decodeProtectedHeader(jwt).kid).toBe(parts.issuer.signer.keyId);
    expect(payload.iss).toBe("did:web:works.example.org");
    expect(payload.cnf).toMatchObject({ jwk: { x: wallet.publicJwk.x } });

    const indexHash = wireIndexHash(parts.contract.publicId, badgeClaims.number);
    const { credentials: found } = await searchCredentials(ctx, { contractId: parts.contract.id, indexHash });
    const mine = found.find(({ urn }) => urn === payload.jti);
    expect(mine).toMatchObject({ status: "valid", format });
    expect(await statusOf(jwt)).toBe(0);

    await revokeCredential(ctx, { contractId: parts.contract.id, credentialId: mine?.id ?? "" });
    expect(await statusOf(jwt)).toBe(1);
  });
});

test("a batch gives each key its own credential, in the order of the proofs", async () => {
  const wallets = await Promise.all([TestWallet.make(), TestWallet.make(), TestWallet.make()]);
  const { accessToken } = await redeemedOffer(ctx, parts);
  const nonceOf = decodeJwt(await (wallets[0] as TestWallet).proof(ctx, parts.issuer)).nonce;
  const proofs = await Promise.all(
    wallets.map((wallet) => wallet.proof(ctx, parts.issuer, { payload: { nonce: nonceOf } })),
  );
  const { credentials } = await claim(ctx, parts.issuer, accessToken, proofs);
  const keys = credentials.map((one) => decodeJwt<{ cnf: { jwk: { x: string } } }>(one).cnf.jwk.x);
  expect(keys).toEqual(wallets.map((wallet) => wallet.publicJwk.x));
});

test("of fifty parallel redemptions of one code exactly one gets a token (I3, D2)", async () => {
  const made = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
  const code = await codeOf(ctx, parts.issuer, made.offerUri);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => redeem(ctx, parts.issuer, code)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("fifty parallel requests with one access token leave one valid credential (I3)", async () => {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, async () =>
      claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]),
    ),
  );
  const answered = outcomes.flatMap((one) => (one.status === "fulfilled" ? one.value.credentials : []));
  const statuses = await Promise.all(answered.map(statusOf));
  expect(statuses.filter((status) => status === 0).length).toBeLessThanOrEqual(1);
  const valid = await ctx.db.credential.count({ where: { tenantId: ctx.tenantId, sessionId, statusValue: 0 } });
  expect(valid).toBe(1);
});

test("a wallet that lost the answer gets another with its own key, and the former turns invalid (I3)", async () => {
  const wallet = await TestWallet.make();
  const { accessToken } = await redeemedOffer(ctx, parts);
  const first = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const second = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  expect(await statusOf(first.credentials[0] ?? "")).toBe(1);
  expect(await statusOf(second.credentials[0] ?? "")).toBe(0);

  const stranger = await TestWallet.make();
  const proofs = [await stranger.proof(ctx, parts.issuer)];
  await expect(claim(ctx, parts.issuer, accessToken, proofs)).rejects.toMatchObject({
    code: "credential_request_denied",
  });
});

test("one wrong transaction code does not burn the offer, five do (P1)", async () => {
  const transactionCode = { kind: "plain", value: "493827" } as const;
  const parted = { contractId: parts.contract.id, claims: badgeClaims, transactionCode };
  const type = (code: string, typed: string | null) => redeem(ctx, parts.issuer, code, typed);

  const kind = await codeOf(ctx, parts.issuer, (await createIssuance(ctx, parted)).offerUri);
  await expect(type(kind, "000000")).rejects.toMatchObject({ code: "invalid_grant" });
  await expect(type(kind, null)).rejects.toMatchObject({ code: "invalid_request" });
  await expect(type(kind, "493827")).resolves.toEqual(expect.any(String));

  const burnt = await codeOf(ctx, parts.issuer, (await createIssuance(ctx, parted)).offerUri);
  for (let attempt = 1; attempt <= 5; attempt++) {
    await expect(type(burnt, "000000")).rejects.toMatchObject({ code: "invalid_grant" });
  }
  await expect(type(burnt, "493827")).rejects.toMatchObject({ code: "invalid_grant" });
});

test("a nonce serves the access token that used it first, and no other (P1)", async () => {
  const [one, other] = await Promise.all([redeemedOffer(ctx, parts), redeemedOffer(ctx, parts)]);
  const wallet = await TestWallet.make();
  const proof = await wallet.proof(ctx, parts.issuer);
  await claim(ctx, parts.issuer, one.accessToken, [proof]);
  await expect(claim(ctx, parts.issuer, other.accessToken, [proof])).rejects.toMatchObject({ code: "invalid_nonce" });
  await claim(ctx, parts.issuer, one.accessToken, [proof]);
});

test("a required claim that is missing is named, and no offer is made", async () => {
  const input = { contractId: parts.contract.id, claims: { name: "Sample Person" } };
  await expect(createIssuance(ctx, input)).rejects.toMatchObject({
    code: "invalid_request",
    details: { fields: { "claims.number": expect.stringContaining("requires") } },
  });
});
