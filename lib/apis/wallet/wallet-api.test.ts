import { gunzipSync } from "node:zlib";
import { decodeJwt } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { statusListRoute } from "@/lib/apis/wallet/status-list";
import { authorityDidDocument } from "@/lib/authority/documents";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import type { TransactionCode } from "@/lib/issuance/schema";
import { call } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let ctx: Ctx;
let parts: IssuingParts;
let base: string;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
  base = `/oid4vci/${parts.issuer.authorityId}`;
});

const form = (path: string, parameters: Record<string, string>) =>
  call("POST", `${base}${path}`, {
    body: new URLSearchParams(parameters).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

const offerCode = async (transactionCode?: TransactionCode): Promise<string> => {
  const input = { contractId: parts.contract.id, claims: badgeClaims, ...(transactionCode && { transactionCode }) };
  return codeOf(ctx, parts.issuer, (await createIssuance(ctx, input)).offerUri);
};

test("an empty parameter counts as left out, so it costs no try of the transaction code (RFC 6749, 3.1)", async () => {
  const grant = { grant_type: PRE_AUTHORIZED_GRANT, tx_code: "", authorization_details: "" };
  const plain = await form("/token", { ...grant, "pre-authorized_code": await offerCode() });
  expect([plain.status, plain.body.token_type]).toEqual([200, "Bearer"]);

  const code = await offerCode({ kind: "plain", value: "123456" });
  for (let tries = 1; tries <= 6; tries++) {
    const { status, body } = await form("/token", { ...grant, "pre-authorized_code": code });
    expect([status, body.error]).toEqual([400, "invalid_request"]);
  }
  expect((await form("/token", { ...grant, "pre-authorized_code": code, tx_code: "123456" })).status).toBe(200);
});

test("a configuration outside the offer is told from one that does not exist (8.3.1.2)", async () => {
  const { accessToken: token } = await redeemedOffer(ctx, parts);
  const ask = async (credential_configuration_id: string) => {
    const proofs = { jwt: [await (await TestWallet.make()).proof(ctx, parts.issuer)] };
    const { status, body } = await call("POST", `${base}/credential`, {
      token,
      body: { credential_configuration_id, proofs },
    });
    return [status, body.error];
  };
  expect(await ask("Staff+badge_dc+sd-jwt")).toEqual([400, "invalid_credential_request"]);
  expect(await ask("Nobody's+badge_jwt_vc_json")).toEqual([400, "unknown_credential_configuration"]);
  expect((await ask("Staff+badge_jwt_vc_json"))[0]).toBe(200);
});

test.each([
  ["no list", { proofs: { jwt: "a.b.c" } }],
  ["an empty list", { proofs: { jwt: [] } }],
  ["a list itself", { proofs: ["a.b.c"] }],
  ["two types", { proofs: { jwt: ["a.b.c"], attestation: ["a.b.c"] } }],
  ["null", { proofs: null }],
  ["nothing", {}],
  ["a proof without its JWT", { proof: { proof_type: "jwt" } }],
  ["a proof of another kind", { proof: { proof_type: "ldp_vp" } }],
  ["a proof that is no object", { proof: "a.b.c" }],
])("proofs that are %s are an invalid_proof (8.3.1.2)", async (_, members) => {
  const { accessToken: token } = await redeemedOffer(ctx, parts);
  const body = { credential_configuration_id: "Staff+badge_jwt_vc_json", ...members };
  const answer = await call("POST", `${base}/credential`, { token, body });
  expect([answer.status, answer.body.error]).toEqual([400, "invalid_proof"]);
});

test("a token of another's making is unknown, whatever it looks like; who sends none is only told the schemes (RFC 6750, section 3)", async () => {
  for (const endpoint of ["credential", "deferred_credential", "notification"]) {
    const challengeTo = async (authorization: string) =>
      (await call("POST", `${base}/${endpoint}`, { body: {}, headers: { authorization } })).headers;
    for (const token of ["unknown", "not.a.jwt", "a b", "é", "x".repeat(3000), "a+/="]) {
      for (const scheme of ["Bearer", "dpop"]) {
        const challenge = (await challengeTo(`${scheme} ${token}`)).get("www-authenticate");
        expect([token, challenge]).toEqual([token, 'Bearer error="invalid_token", DPoP error="invalid_token"']);
      }
    }
    for (const authorization of ["", "Bearer", "Bearer ", "Basic eDp5", "unknown"]) {
      expect((await challengeTo(authorization)).get("www-authenticate")).toBe("Bearer, DPoP");
    }
  }
});

test("each answer, refusals too, has an id to quote, which pages of any origin can read", async () => {
  const answers = await Promise.all(
    [`/.well-known/openid-credential-issuer${base}`, `${base}/offers/unknown`].map((path) => call("GET", path)),
  );
  const ids = answers.map(({ headers }) => headers.get("x-request-id"));
  expect(new Set(ids).size).toBe(2);
  for (const { headers } of answers) {
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("access-control-expose-headers")).toContain("x-request-id");
  }
});

test("an issuer has one identifier only: another spelling of its id is nobody's", async () => {
  const upper = parts.issuer.authorityId.toUpperCase();
  const { status } = await call("GET", `/.well-known/openid-credential-issuer/oid4vci/${upper}`);
  expect(status).toBe(404);
});

test("a status list comes gzipped to who takes that, under a tag of its own, and is the same list (P4)", async () => {
  const { accessToken } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await (await TestWallet.make()).proof(ctx, parts.issuer)]);
  const { id: listId } = await ctx.db.statusList.findFirstOrThrow({ select: { id: true } });
  const ask = (headers: Record<string, string>) =>
    statusListRoute("token")(new Request("https://portal.example.org/", { headers }), {
      params: Promise.resolve({ listId }),
    });
  const plain = await ask({ "accept-encoding": "br, gzip;q=0" });
  const zipped = await ask({ "accept-encoding": "deflate, gzip" });
  expect([plain, zipped].map(({ headers }) => headers.get("content-encoding"))).toEqual([null, "gzip"]);
  expect(zipped.headers.get("vary")).toBe("accept, accept-encoding");
  expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(await plain.text());
  const [plainTag = "", zippedTag = ""] = [plain, zipped].map(({ headers }) => headers.get("etag") ?? "");
  expect(plainTag).not.toBe(zippedTag);
  expect((await ask({ "accept-encoding": "gzip", "if-none-match": zippedTag })).status).toBe(304);
  expect((await ask({ "if-none-match": zippedTag })).status).toBe(200);
});

test("how a status list was at another time is 501 in both its forms, whatever else is asked (Token Status List, section 8.4)", async () => {
  const { accessToken } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await (await TestWallet.make()).proof(ctx, parts.issuer)]);
  const { id: listId } = await ctx.db.statusList.findFirstOrThrow({ select: { id: true } });
  const ask = (search: string, accept = "*/*") =>
    statusListRoute("token")(new Request(`https://portal.example.org/${search}`, { headers: { accept } }), {
      params: Promise.resolve({ listId }),
    });
  for (const accept of ["application/statuslist+jwt", "application/statuslist+cwt"]) {
    for (const search of ["?time=1686925000", "?time=", "?a=b&time=0", "?%74ime=1"]) {
      const answer = await ask(search, accept);
      expect([answer.status, await answer.json()]).toEqual([501, expect.objectContaining({ error: "not_supported" })]);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  }
  for (const search of ["", "?", "?timestamp=1", "?a=time"]) expect((await ask(search)).status).toBe(200);
});

test("a status list is found by the hub that its issuer's DID document names (Admin API, section 17)", async () => {
  const { accessToken } = await redeemedOffer(ctx, parts);
  await claim(ctx, parts.issuer, accessToken, [await (await TestWallet.make()).proof(ctx, parts.issuer)]);
  const { id: objectId } = await ctx.db.statusList.findFirstOrThrow({ select: { id: true } });
  const { service } = await authorityDidDocument(ctx, parts.issuer);
  const hub = service.find(({ type }) => type === "IdentityHub")?.serviceEndpoint;
  const path = hub && "instances" in hub ? new URL(hub.instances[0] ?? "").pathname : "";

  const ask = (target: string, id: string) => {
    const schema = "https://w3id.org/vc-status-list-2021/v1";
    const descriptor = { method: "CollectionsQuery", schema, objectId: id };
    return call("POST", path, { body: { requestId: "one", target, messages: [{ descriptor }] } });
  };
  const { status, body } = await ask(parts.issuer.did, objectId);
  expect([status, body.requestId, body.replies[0].status.code]).toEqual([200, "one", 200]);
  const list = decodeJwt(Buffer.from(body.replies[0].entries[0].data, "base64").toString());
  expect(list).toMatchObject({ iss: parts.issuer.did, vc: { credentialSubject: { type: "StatusList2021" } } });

  const none = { status: { code: 404, message: expect.any(String) }, entries: [] };
  expect((await ask("did:web:other.example.org", objectId)).body.replies).toEqual([none]);
  expect((await ask(parts.issuer.did, "unknown")).body.replies).toEqual([none]);
  expect((await call("POST", path, { body: { target: parts.issuer.did, messages: [] } })).status).toBe(400);
});
