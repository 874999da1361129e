import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { sweepSessions } from "@/lib/issuance/recover";
import type { Protocol } from "@/lib/issuance/schema";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts, TestWallet } from "@/lib/testing/issuing";
import { challengeOf, form, get, offered, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;
const ORIGIN = "https://portal.example.org";
const redirect_uri = "https://wallet.example.org/back?from=issuer";
const verifier = "a-verifier-of-at-least-forty-three-characters-0";
const challenge = { code_challenge: challengeOf(verifier), code_challenge_method: "S256" };

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

/** An offer that a wallet takes up at the authorization endpoint. */
async function authorizable(protocol: Protocol = "1.0") {
  const base = `/oid4vci/${parts.issuer.authorityId}${protocol === "1.0" ? "" : `/${protocol}`}`;
  const offer = await offered(ctx, parts, { protocol });
  await ctx.db.issuanceSession.updateMany({
    where: { id: offer.id },
    data: { grant: "authorizationCode", codeHash: null },
  });
  const { authorization_code: grant } = (await offer.read()).body.grants;
  const issuer_state = grant.issuer_state as string;
  const request = { response_type: "code", redirect_uri, issuer_state, state: "s 1" };
  const authorize = (parameters: Record<string, string>, from = base) =>
    get(`${from}/authorize?${new URLSearchParams(parameters)}`);
  const token = (parameters: Record<string, string>) =>
    form(`${base}/token`, { grant_type: "authorization_code", ...parameters });
  return { ...offer, base, request, authorize, token };
}

const backFrom = ({ headers }: { headers: Headers }): URL => new URL(headers.get("location") ?? "");

test.each(["1.0", "draft13", "draft11"] as const)(
  "a wallet of %s takes up an offer by an authorization code",
  async (protocol) => {
    const { base, request, authorize, token } = await authorizable(protocol);
    const answer = await authorize({ ...request, ...challenge, client_id: "wallet" });
    expect(answer.status).toBe(302);
    const back = backFrom(answer);
    expect(back.href.startsWith(`${redirect_uri}&`)).toBe(true);
    expect([back.searchParams.get("state"), back.searchParams.get("iss")]).toEqual(["s 1", ORIGIN + base]);
    const code = back.searchParams.get("code") ?? "";
    const right = { code, redirect_uri, client_id: "wallet", code_verifier: verifier };
    const { status, body } = await token(right);
    expect([status, body.expires_in]).toEqual([200, 300]);
    expect((await token(right)).body.error).toBe("invalid_grant");

    const nonce = body.c_nonce ?? (await call("POST", `${base}/nonce`)).body.c_nonce;
    const proof = { proof_type: "jwt", jwt: await proofFor(await TestWallet.make(), ctx, ORIGIN + base, nonce) };
    const types = ["VerifiableCredential", "StaffBadge"];
    const wanted =
      protocol === "1.0"
        ? { credential_configuration_id: "Staff+badge_jwt_vc_json" }
        : { format: "jwt_vc_json", types, credential_definition: { type: types } };
    const issued = await call("POST", `${base}/credential`, { token: body.access_token, body: { ...wanted, proof } });
    expect(issued.status).toBe(200);
  },
);

test("what differs from the authorization request gets no token, and costs the code nothing", async () => {
  const { request, authorize, token } = await authorizable();
  const back = backFrom(await authorize({ ...request, ...challenge, client_id: "wallet" }));
  const right = {
    code: back.searchParams.get("code") ?? "",
    redirect_uri,
    client_id: "wallet",
    code_verifier: verifier,
  };
  for (const wrong of [
    { redirect_uri: "https://wallet.example.org/back" },
    { redirect_uri: "" },
    { client_id: "other" },
    { code_verifier: "" },
    { code_verifier: `${verifier}x` },
  ]) {
    const { status, body } = await token({ ...right, ...wrong });
    expect([status, body.error], JSON.stringify(wrong)).toEqual([400, "invalid_grant"]);
  }
  expect((await token(right)).status).toBe(200);
});

test("a verifier without a challenge is refused: somebody took the challenge out", async () => {
  const { request, authorize, token } = await authorizable();
  const code = backFrom(await authorize(request)).searchParams.get("code") ?? "";
  expect((await token({ code, redirect_uri, code_verifier: verifier })).body.error).toBe("invalid_grant");
  expect((await token({ code, redirect_uri })).status).toBe(200);
});

test("of many token requests with one code one gets a token (I3)", async () => {
  const { request, authorize, token } = await authorizable();
  const code = backFrom(await authorize(request)).searchParams.get("code") ?? "";
  const answers = await Promise.all(Array.from({ length: 6 }, () => token({ code, redirect_uri })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("asked again, the newest code counts; it runs out with its time (P1)", async () => {
  const { request, authorize, token } = await authorizable();
  const codeNow = async () => backFrom(await authorize(request)).searchParams.get("code") ?? "";
  const first = await codeNow();
  const second = await codeNow();
  expect((await token({ code: first, redirect_uri })).body.error).toBe("invalid_grant");
  platform.clock.advance(301);
  expect((await token({ code: second, redirect_uri })).body.error).toBe("invalid_grant");
  await sweepSessions(platform);
  expect((await token({ code: second, redirect_uri })).body.error).toBe("invalid_grant");
});

test.each([
  ["no code challenge method", { code_challenge: challenge.code_challenge }],
  ["a plain challenge", { code_challenge: verifier, code_challenge_method: "plain" }],
  ["another response type", { response_type: "token" }],
  ["no redirect_uri", { redirect_uri: "" }],
  ["a script as redirect_uri", { redirect_uri: "javascript:alert(1)" }],
  ["plain http", { redirect_uri: "http://wallet.example.org/" }],
  ["a fragment", { redirect_uri: "https://wallet.example.org/#x" }],
  ["a redirect_uri that no header can carry", { redirect_uri: "https://wallet.example.org/→" }],
  ["a line break in redirect_uri", { redirect_uri: "https://wallet.example.org/\n" }],
  ["a NUL in redirect_uri", { redirect_uri: "https://wallet.example.org/\0" }],
  ["a NUL in state", { state: "s\0" }],
  ["a NUL in client_id", { client_id: "wallet\0" }],
  ["a state that nobody gave", { issuer_state: "made-up" }],
  ["no state of ours", { issuer_state: "" }],
])("a request with %s is refused where it is, and sends nobody anywhere", async (_, change) => {
  const { request, authorize } = await authorizable();
  const { status, headers, body } = await authorize({ ...request, ...change });
  expect([status, headers.get("location")]).toEqual([400, null]);
  expect(body.error).toMatch(/^(invalid_request|unsupported_response_type)$/);
});

test("the id of a session, which all who read sessions know, authorizes nobody", async () => {
  const { id, request, authorize } = await authorizable();
  expect((await authorize({ ...request, issuer_state: id })).status).toBe(400);
});

test("a wallet's own scheme is sent back to", async () => {
  const { request, authorize } = await authorizable();
  const back = backFrom(await authorize({ ...request, redirect_uri: "openid4vci://back" }));
  expect(back.protocol).toBe("openid4vci:");
});

test("a pushed request is used once, by its client, within its time (RFC 9126)", async () => {
  const { base, request, authorize, token } = await authorizable();
  const push = () => form(`${base}/par`, { ...request, ...challenge, client_id: "wallet" });
  const pushed = await push();
  expect([pushed.status, pushed.body.expires_in]).toEqual([201, 90]);
  const { request_uri } = pushed.body;
  expect((await authorize({ request_uri, client_id: "other" })).status).toBe(400);
  const code = backFrom(await authorize({ request_uri, client_id: "wallet" })).searchParams.get("code") ?? "";
  expect((await authorize({ request_uri, client_id: "wallet" })).status).toBe(400);
  const right = { code, redirect_uri, client_id: "wallet", code_verifier: verifier };
  expect((await token(right)).status).toBe(200);

  const other = await authorizable();
  const late = await form(`${other.base}/par`, { ...other.request, client_id: "wallet" });
  platform.clock.advance(91);
  expect((await other.authorize({ request_uri: late.body.request_uri, client_id: "wallet" })).status).toBe(400);
});

test("addresses without an authority push with 200, and name themselves", async () => {
  const { request, authorize } = await authorizable("draft13");
  const pushed = await form("/draft13/par", request);
  expect(pushed.status).toBe(200);
  const back = backFrom(await authorize({ request_uri: pushed.body.request_uri }, "/draft13"));
  expect(back.searchParams.get("iss")).toBe(`${ORIGIN}/draft13`);
});

test("metadata tell of the grant while an offer has it, and the token endpoint knows no grant that it was not told of", async () => {
  const other = await issuingParts(ctx, { name: "Without codes" });
  const base = `/oid4vci/${other.issuer.authorityId}`;
  const { body: without } = await get(`/.well-known/oauth-authorization-server${base}`);
  expect(without.grant_types_supported).toEqual(["urn:ietf:params:oauth:grant-type:pre-authorized_code"]);
  expect(without).not.toHaveProperty("authorization_endpoint");
  const refused = await form(`${base}/token`, { grant_type: "authorization_code", code: "x" });
  expect(refused.body.error).toBe("unsupported_grant_type");

  const { base: own } = await authorizable();
  const { body } = await get(`/.well-known/oauth-authorization-server${own}`);
  expect(body).toMatchObject({
    authorization_endpoint: `${ORIGIN}${own}/authorize`,
    pushed_authorization_request_endpoint: `${ORIGIN}${own}/par`,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });
});
