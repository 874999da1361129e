import { beforeAll, describe, expect, test, vi } from "vitest";
import { badgeContent } from "@/lib/apis/issuer/examples";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { unsealColumn } from "@/lib/issuance/sealed";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { exampleBadge, exampleIdentity } from "@/lib/testing/issuer-requests";
import { badge } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let client: IssuerClient;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  client = await IssuerClient.make(shared.platform);
});

const issue = (asked: object | readonly object[], { path = "/openid4vc/jwt/issue", headers = {} } = {}) => {
  const { onboarded } = client;
  const body = Array.isArray(asked) ? asked.map((one) => ({ ...onboarded, ...one })) : { ...onboarded, ...asked };
  return client.post(path, body, headers);
};

/** What a wallet reads from the answer: the address of the offer, and the session's id in it. */
function offerIn(text: string) {
  expect(text).toMatch(/^openid-credential-offer:\/\/\?credential_offer_uri=[^\s"]+$/);
  const url = new URL(new URL(text).searchParams.get("credential_offer_uri") ?? "");
  const [, authorityId = ""] = /\/oid4vci\/([^/]+)\//.exec(url.pathname) ?? [];
  return { url, authorityId, sessionId: url.searchParams.get("id") ?? "" };
}

test("a configuration becomes one contract of its issuer, whose types the wallet is told, however often it is used", async () => {
  const texts = await Promise.all(
    Array.from({ length: 5 }, () => issue(exampleBadge({ credentialConfigurationId: "UniversityDegree_jwt_vc" }))),
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
  const { text } = await issue(exampleBadge());
  const { authorityId } = offerIn(text);
  const contract = await createContract(ctx, badge(authorityId, { name: "Door badge" }));
  const designed = (credentialSubject: object) =>
    issue(
      exampleBadge({
        credentialConfigurationId: "Door+badge_jwt_vc_json",
        credentialData: { type: ["VerifiableCredential", "StaffBadge"], credentialSubject },
        standardVersion: "V1",
      }),
    );
  const refused = await designed({ displayName: "Sample Person" });
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain("staffNumber");
  const made = await designed({ displayName: "Sample Person", staffNumber: "S-7" });
  await (await OfferWallet.of(shared.platform, made.text)).credential();
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
    expect(seconds(await sessionOf((await issue(exampleBadge(), { headers: { sessionTtl } })).text))).toBe(expected);
  });

  test.each([
    [{ standardVersion: undefined }, "draft13", "/draft13/"],
    [{ standardVersion: "DRAFT11" }, "draft11", "/draft11/"],
    [{ standardVersion: "V1" }, "1.0", "/offers/"],
  ])("of %j is made in %s", async (changes, protocol, part) => {
    const { text } = await issue(exampleBadge(changes));
    expect(await sessionOf(text)).toMatchObject({ protocol, grant: "preAuthorized", deferred: false });
    expect(offerIn(text).url.pathname).toContain(part);
  });

  test("is deferred, or by authorization code, where the request says so; the code comes later then", async () => {
    const { text } = await issue(exampleBadge({ issuanceType: "DEFERRED", authenticationMethod: "NONE" }));
    expect(await sessionOf(text)).toMatchObject({ deferred: true, grant: "authorizationCode", codeHash: null });
  });

  test("keeps its content and its callback sealed, the key masked (S2, S5, I7)", async () => {
    const headers = { statusCallbackUri: "https://callbacks.example.org/$id?x=$id" };
    const { text } = await issue(exampleBadge(), { headers });
    const row = await sessionOf(text);
    expect(JSON.stringify(row)).not.toContain(badgeContent.credentialData.name);
    expect(row.sealedClaims).toBeNull();
    const place = { tenantId: ctx.tenantId, sessionId: row.id };
    const callback = await unsealColumn(ctx, place, "sealed_callback", row.sealedCallback ?? "");
    expect(callback).toMatchObject({ kind: "issuer", url: headers.statusCallbackUri, batch: false });
  });

  test("is made once for one Idempotency-Key, whatever the path's family (D8)", async () => {
    const headers = { "idempotency-key": "offer-once" };
    const [one, other] = [await issue(exampleBadge(), { headers }), await issue(exampleBadge(), { headers })];
    expect(other.text).toBe(one.text);
    expect(other.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
    const wrong = await issue(exampleBadge({ issuanceType: "IN_TIME" }), { headers });
    expect(wrong.status).toBe(422);
  });
});

describe("a batch", () => {
  const named = (changes: Record<string, unknown> = {}) =>
    exampleBadge({ credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json", ...changes });
  const rowsOf = (id: string) =>
    ctx.db.issuanceSession.findMany({
      where: { tenantId: ctx.tenantId, OR: [{ id }, { batchOf: id }] },
      orderBy: { batchPosition: "asc" },
    });

  test.each(["/openid4vc/jwt/issueBatch", "/openid4vc/sdjwt/issueBatch", "/batchIssue"])(
    "at %s is one offer of several sessions, of which the first alone has its secrets",
    async (path) => {
      const { status, text } = await issue([named(), exampleIdentity(), named({ issuanceType: "DEFERRED" })], {
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
    const { status, body } = await issue([exampleBadge(), exampleBadge({ mapping: { id: "<nope>" } })], {
      path: "/openid4vc/jwt/issueBatch",
    });
    expect(status).toBe(400);
    expect(body.message).toBe('Unknown dynamic data function "nope" at call: <nope>');
    expect(Object.keys(body.details.fields)).toEqual(["[1].mapping.id"]);
    expect(await ctx.db.issuanceSession.count({ where: { tenantId: ctx.tenantId } })).toBe(before);
  });

  test("comes from one issuer", async () => {
    const other = await IssuerClient.make(shared.platform);
    const { status, body } = await issue([exampleBadge(), exampleBadge(other.onboarded)], {
      path: "/openid4vc/jwt/issueBatch",
    });
    expect(status).toBe(400);
    expect(body.message).toContain("one issuer");
  });
});
