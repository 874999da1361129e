import { getListFromStatusListJWT } from "@sd-jwt/jwt-status-list";
import { decode } from "cbor2";
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { badgeContent } from "@/lib/apis/issuer/examples";
import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { readOffer } from "@/lib/issuance/open-offer";
import { redeemPreAuthorizedCode } from "@/lib/issuance/redeem-code";
import type { Protocol } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { publishStatusList } from "@/lib/status-list/publish";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, TestWallet } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

interface Onboarded {
  issuerKey: { type: string; jwk: Record<string, unknown> };
  issuerDid: string;
}

let ctx: Ctx;
let token: string;
let onboarded: Onboarded;

beforeAll(async () => {
  shared.platform = await testPlatform({
    egress: {
      refusal: (url) => (url.startsWith("https://") && !url.includes("10.0.0.1") ? undefined : "not https"),
      request: async () => ({ ok: false, cause: "no network in tests" }),
    },
  });
  ctx = await testCtx(shared.platform);
  token = await tokenFor(shared.platform, { role: "owner" });
  onboarded = await onboard();
});

const onboard = async (): Promise<Onboarded> =>
  (await call("POST", "/onboard/issuer", { token, body: { key: { backend: "jwk", keyType: "secp256r1" } } })).body;

/** The seed's example, completed (section 7.3). */
const seedExample = (changes: Record<string, unknown> = {}) => ({
  issuerKey: onboarded.issuerKey,
  issuerDid: onboarded.issuerDid,
  standardVersion: "V1",
  ...badgeContent,
  ...changes,
});

const sdJwtExample = (changes: Record<string, unknown> = {}) => ({
  issuerKey: onboarded.issuerKey,
  issuerDid: onboarded.issuerDid,
  standardVersion: "V1",
  credentialConfigurationId: "identity_credential_vc+sd-jwt",
  credentialData: { given_name: "Sample", birthdate: "1990-01-01" },
  mapping: { id: "<uuid>", iat: "<timestamp-seconds>", exp: "<timestamp-in-seconds:365d>" },
  selectiveDisclosure: { fields: { birthdate: { sd: true } } },
  ...changes,
});

const issue = (body: unknown, { path = "/openid4vc/jwt/issue", headers = {} as Record<string, string> } = {}) =>
  call("POST", path, { token, body, headers });

/** What a wallet reads from the answer: the address of the offer, and the session's id in it. */
function offerIn(text: string) {
  expect(text).toMatch(/^openid-credential-offer:\/\/\?credential_offer_uri=[^\s"]+$/);
  const url = new URL(new URL(text).searchParams.get("credential_offer_uri") ?? "");
  const [, authorityId = "", form = "1.0", offerToken = ""] =
    /\/oid4vci\/([^/]+)(?:\/(draft1[13]))?\/offers\/([^/]+)\//.exec(url.pathname) ?? [];
  return { url, authorityId, offerToken, protocol: form as Protocol, sessionId: url.searchParams.get("id") ?? "" };
}

async function claimed(text: string): Promise<{ issuer: Issuer; credential: string; wallet: TestWallet }> {
  const { authorityId, offerToken, protocol } = offerIn(text);
  const issuer = await findIssuer(ctx, authorityId);
  if (!issuer) throw new Error("The offer's issuer is unknown.");
  const offer = await readOffer(ctx, issuer, offerToken, protocol);
  const code = offer.grants[PRE_AUTHORIZED_GRANT];
  const { access_token: accessToken } = await redeemPreAuthorizedCode(ctx, issuer, {
    code: code?.["pre-authorized_code"] ?? "",
    transactionCode: null,
    dpopThumbprint: null,
    requestedConfiguration: null,
  });
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  return { issuer, credential: credentials[0] ?? "", wallet };
}

test("the seed's example gives an offer whose credential is mapped at the claim, found, revoked and seen revoked (I1, I5)", async () => {
  const { status, headers, text } = await issue(seedExample({ standardVersion: "V1" }));
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/plain; charset=UTF-8");
  const { sessionId } = offerIn(text);
  const { issuer, credential } = await claimed(text);
  expect(issuer.did).toBe(onboarded.issuerDid);
  const { payload } = await compactVerify(credential, await importJWK(jwkOfDidJwk(onboarded.issuerDid) ?? {}, "ES256"));
  const claims = JSON.parse(new TextDecoder().decode(payload));
  expect(decodeProtectedHeader(credential)).toMatchObject({ typ: "JWT", kid: `${onboarded.issuerDid}#0` });
  expect(claims.vc).toMatchObject({
    name: badgeContent.credentialData.name,
    issuer: { ...badgeContent.credentialData.issuer, id: onboarded.issuerDid },
    credentialSubject: { type: ["AchievementSubject"], id: claims.sub },
    issuanceDate: "2026-03-01T10:20:30.000Z",
    expirationDate: "2027-03-01T10:20:30.000Z",
  });
  expect(claims).toMatchObject({ iss: onboarded.issuerDid, jti: claims.vc.id, exp: claims.nbf + 31_536_000 });
  expect(claims.jti).toMatch(/^urn:uuid:/);

  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  expect(row).toMatchObject({
    state: "issued",
    foreignStatus: false,
    statusIndex: Number(claims.vc.credentialStatus.statusListIndex),
  });
  expect(row.validUntil.toISOString()).toBe("2027-03-01T10:20:30.000Z");
  const statusNow = async () => {
    const list = await publishStatusList(ctx, row.statusListId, "token");
    return getListFromStatusListJWT(String(list?.body ?? "")).getStatus(row.statusIndex);
  };
  expect(claims.vc.credentialStatus.statusListCredential).toContain(row.statusListId);
  expect(await statusNow()).toBe(0);
  await revokeCredential(ctx, { contractId: row.contractId, credentialId: row.id });
  expect(await statusNow()).toBe(1);
});

test("an SD-JWT VC has its configuration's type whatever the request says, and the mapped times only", async () => {
  const { text } = await issue(sdJwtExample({ vct: "https://example.org/other" }), { path: "/openid4vc/sdjwt/issue" });
  const { credential, issuer } = await claimed(text);
  const claims = decodeJwt(credential.split("~")[0] ?? "");
  expect(claims).toMatchObject({ iss: issuer.did, given_name: "Sample", iat: 1_772_360_430, exp: 1_803_896_430 });
  expect(claims.vct).toBe("https://portal.example.org/draft13/identity_credential");
  expect(claims).not.toHaveProperty("nbf");
  expect(claims).not.toHaveProperty("birthdate");
  expect(claims).toHaveProperty("status.status_list");
  const custom = await issue(sdJwtExample({ credentialConfigurationId: "my_custom_vct_vc+sd-jwt" }));
  expect(decodeJwt((await claimed(custom.text)).credential.split("~")[0] ?? "").vct).toBe(
    "https://example.com/my_custom_vct",
  );
});

test("without an issuerDid an SD-JWT VC names the credential issuer's address", async () => {
  const { text } = await issue(sdJwtExample({ issuerDid: undefined }));
  const { credential, issuer } = await claimed(text);
  expect(decodeJwt(credential.split("~")[0] ?? "").iss).toBe(
    `https://portal.example.org/oid4vci/${issuer.authorityId}`,
  );
});

describe("status", () => {
  test("the caller's own, or none, is signed in the place of ours, and the row says so; an index is burnt all the same (I4)", async () => {
    const own = { id: "https://example.org/list#7", type: "BitstringStatusListEntry" };
    for (const [credentialStatus, expected] of [
      [own, own],
      [null, undefined],
    ] as const) {
      const { text } = await issue(seedExample({ credentialStatus }));
      const { credential } = await claimed(text);
      expect(decodeJwt<{ vc: { credentialStatus?: unknown } }>(credential).vc.credentialStatus).toEqual(expected);
      const { sessionId } = offerIn(text);
      const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
      expect(row.foreignStatus).toBe(true);
    }
  });

  test("an SD-JWT VC brings its own in sdJwtCredentialClaims", async () => {
    const status = { status_list: { idx: 9, uri: "https://example.org/list" } };
    const { text } = await issue(sdJwtExample({ sdJwtCredentialClaims: { status, extra: true } }));
    const { credential } = await claimed(text);
    expect(decodeJwt(credential.split("~")[0] ?? "")).toMatchObject({ status, extra: true });
    const none = await issue(sdJwtExample({ credentialStatus: null }));
    expect(decodeJwt((await claimed(none.text)).credential.split("~")[0] ?? "")).not.toHaveProperty("status");
  });
});

describe("an mdoc", () => {
  const licence = (changes: Record<string, unknown> = {}) =>
    issue(
      {
        issuerKey: onboarded.issuerKey,
        issuerDid: onboarded.issuerDid,
        standardVersion: "V1",
        mdocData: { "org.iso.18013.5.1": { family_name: "Person", birth_date: "1990-01-01" } },
        ...changes,
      },
      { path: "/openid4vc/mdoc/issue" },
    );
  const securityObject = (credential: string) => {
    const { issuerAuth } = decode(Buffer.from(credential, "base64url")) as {
      issuerAuth: [unknown, unknown, Uint8Array];
    };
    const { contents } = decode(issuerAuth[2]) as { contents: Uint8Array };
    return decode(contents) as Record<string, unknown>;
  };
  const rowOf = (text: string) =>
    ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId: offerIn(text).sessionId } });

  test("is claimed with an entry of our lists, and with the data types that its key may sign", async () => {
    const { text } = await licence({ authorizedTransactionDataTypes: ["org.example.payment"], mdocValidityDays: 30 });
    const { credential } = await claimed(text);
    const row = await rowOf(text);
    expect(row).toMatchObject({ format: "mso_mdoc", foreignStatus: false });
    expect(row.validUntil.toISOString().slice(0, 10)).toBe("2026-03-31");
    expect(securityObject(credential)).toMatchObject({
      docType: "org.iso.18013.5.1.mDL",
      deviceKeyInfo: { keyAuthorizations: { nameSpaces: ["org.example.payment"] } },
      status: { status_list: { idx: row.statusIndex } },
    });
  });

  test("carries the caller's own status, or none", async () => {
    const status_list = { idx: 3, uri: "https://example.org/list" };
    const own = await licence({ mdocStatus: { status_list } });
    expect(securityObject((await claimed(own.text)).credential)).toMatchObject({ status: { status_list } });
    expect((await rowOf(own.text)).foreignStatus).toBe(true);
    const none = await licence({ mdocStatus: null });
    expect(securityObject((await claimed(none.text)).credential)).not.toHaveProperty("status");
  });

  test.each([
    [{ mdocData: undefined }, "mdocData"],
    [{ mdocData: { "org.iso.18013.5.1": {} } }, "mdocData"],
    [{ mdocData: { "org.iso.18013.5.1": { birth_date: "yesterday" } } }, "mdocData"],
    [{ mdocStatus: { status_list: { idx: 1, uri: "u" }, identifier_list: { id: "1", uri: "u" } } }, "mdocStatus"],
    [{ mdocStatus: {} }, "mdocStatus"],
    [{ selectiveDisclosure: { fields: { a: { sd: true } } } }, "selectiveDisclosure"],
  ])("of %j is refused when it is offered", async (changes, field) => {
    const { status, body } = await licence(changes);
    expect(status).toBe(400);
    expect(Object.keys(body.details.fields)).toContain(field);
  });
});

test("a configuration becomes one contract of its issuer, whose types the wallet is told, however often it is used", async () => {
  const texts = await Promise.all(
    Array.from({ length: 5 }, () => issue(seedExample({ credentialConfigurationId: "UniversityDegree_jwt_vc" }))),
  );
  for (const { status } of texts) expect(status).toBe(200);
  const contracts = await ctx.db.contract.findMany({
    where: { tenantId: ctx.tenantId, configurationId: "UniversityDegree_jwt_vc" },
    include: { versions: true },
  });
  expect(contracts).toHaveLength(1);
  expect(contracts[0]?.versions[0]?.rules).toMatchObject({ vc: { type: ["UniversityDegree"] } });
});

test("a designed contract is issued under its own name by its authority's key, its required claims demanded", async () => {
  const { text } = await issue(seedExample());
  const { authorityId } = offerIn(text);
  const contract = await createContract(ctx, badge(authorityId, { name: "Door badge" }));
  const designed = (credentialSubject: object) =>
    issue(
      seedExample({
        credentialConfigurationId: "Door+badge_jwt_vc_json",
        credentialData: { type: ["VerifiableCredential", "StaffBadge"], credentialSubject },
        standardVersion: "V1",
      }),
    );
  const refused = await designed({ displayName: "Sample Person" });
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain("staffNumber");
  const made = await designed({ displayName: "Sample Person", staffNumber: "S-7" });
  await claimed(made.text);
  const row = await ctx.db.credential.findFirstOrThrow({
    where: { tenantId: ctx.tenantId, sessionId: offerIn(made.text).sessionId },
  });
  expect(row.contractId).toBe(contract.id);
  expect(row.indexHash).not.toBeNull();
});

describe("an offer", () => {
  const sessionOf = async (text: string) =>
    ctx.db.issuanceSession.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id: offerIn(text).sessionId } });
  const seconds = ({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }) =>
    (expiresAt.getTime() - createdAt.getTime()) / 1000;

  test.each([
    ["1000", 1000],
    ["86400", 86_400],
    ["99999999", 30 * 86_400],
    ["120", 120],
    ["abc", 300],
    ["1.5", 300],
    ["-5", 300],
  ])("with the header sessionTtl %s lives for %i seconds", async (sessionTtl, expected) => {
    expect(seconds(await sessionOf((await issue(seedExample(), { headers: { sessionTtl } })).text))).toBe(expected);
  });

  test.each([
    [{ standardVersion: undefined }, "draft13", "/draft13/"],
    [{ standardVersion: "DRAFT11" }, "draft11", "/draft11/"],
    [{ standardVersion: "V1" }, "1.0", "/offers/"],
  ])("of %j is made in %s", async (changes, protocol, part) => {
    const { text } = await issue(seedExample(changes));
    expect(await sessionOf(text)).toMatchObject({ protocol, grant: "preAuthorized", deferred: false });
    expect(offerIn(text).url.pathname).toContain(part);
  });

  test("is deferred, or by authorization code, where the request says so; the code comes later then", async () => {
    const { text } = await issue(seedExample({ issuanceType: "DEFERRED", authenticationMethod: "NONE" }));
    expect(await sessionOf(text)).toMatchObject({ deferred: true, grant: "authorizationCode", codeHash: null });
  });

  test("keeps its content and its callback sealed, the key masked (S2, S5, I7)", async () => {
    const secret = { ...onboarded.issuerKey, jwk: { ...onboarded.issuerKey.jwk } };
    const headers = { statusCallbackUri: "https://callbacks.example.org/$id?x=$id" };
    const { text } = await issue(seedExample({ issuerKey: secret }), { headers });
    const row = await sessionOf(text);
    expect(JSON.stringify(row)).not.toContain("PlugFest");
    expect(row.sealedClaims).toBeNull();
    const place = { tenantId: ctx.tenantId, sessionId: row.id };
    const callback = await unsealColumn(ctx, place, "sealed_callback", row.sealedCallback ?? "");
    expect(callback).toMatchObject({ kind: "issuer", url: headers.statusCallbackUri, batch: false });
  });

  test("is made once for one Idempotency-Key, whatever the path's family (D8)", async () => {
    const headers = { "idempotency-key": "offer-once" };
    const [one, other] = [await issue(seedExample(), { headers }), await issue(seedExample(), { headers })];
    expect(other.text).toBe(one.text);
    expect(other.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
    const wrong = await issue(seedExample({ issuanceType: "IN_TIME" }), { headers });
    expect(wrong.status).toBe(422);
  });
});

describe("a batch", () => {
  const named = (changes: Record<string, unknown> = {}) =>
    seedExample({ credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json", ...changes });
  const rowsOf = (id: string) =>
    ctx.db.issuanceSession.findMany({
      where: { tenantId: ctx.tenantId, OR: [{ id }, { batchOf: id }] },
      orderBy: { batchPosition: "asc" },
    });

  test.each(["/openid4vc/jwt/issueBatch", "/openid4vc/sdjwt/issueBatch", "/batchIssue"])(
    "at %s is one offer of several sessions, of which the first alone has its secrets",
    async (path) => {
      const { status, text } = await issue([named(), sdJwtExample(), named({ issuanceType: "DEFERRED" })], {
        path,
      });
      expect(status).toBe(200);
      const { sessionId } = offerIn(text);
      const rows = await rowsOf(sessionId);
      expect(rows.map(({ batchPosition }) => batchPosition)).toEqual([0, 1, 2]);
      expect(rows.map(({ batchOf }) => batchOf)).toEqual([null, sessionId, sessionId]);
      expect(rows.map(({ offerHash }) => offerHash !== null)).toEqual([true, false, false]);
      expect(rows.map(({ codeHash }) => codeHash !== null)).toEqual([true, false, false]);
      expect(rows.map(({ format }) => format)).toEqual(["jwt_vc_json", "dc+sd-jwt", "jwt_vc_json"]);
      expect(rows.map(({ deferred }) => deferred)).toEqual([false, false, true]);
      expect(new Set(rows.map(({ sealedDocument }) => sealedDocument)).size).toBe(3);
    },
  );

  test("with one bad request makes nothing, and the refusal names it (I14)", async () => {
    const before = await ctx.db.issuanceSession.count({ where: { tenantId: ctx.tenantId } });
    const { status, body } = await issue([seedExample(), seedExample({ mapping: { id: "<nope>" } })], {
      path: "/openid4vc/jwt/issueBatch",
    });
    expect(status).toBe(400);
    expect(body.message).toBe('Unknown dynamic data function "nope" at call: <nope>');
    expect(Object.keys(body.details.fields)).toEqual(["[1].mapping"]);
    expect(await ctx.db.issuanceSession.count({ where: { tenantId: ctx.tenantId } })).toBe(before);
  });

  test("comes from one issuer", async () => {
    const other = await onboard();
    const { status, body } = await issue([seedExample(), seedExample({ ...other })], {
      path: "/openid4vc/jwt/issueBatch",
    });
    expect(status).toBe(400);
    expect(body.message).toContain("one issuer");
  });
});
