import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts, TestWallet } from "@/lib/testing/issuing";
import { codeIn, form, get, offered, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;
let base: string;
const ORIGIN = "https://portal.example.org";

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
  base = `/oid4vci/${parts.issuer.authorityId}`;
});

const versions = ["draft13", "draft11"] as const;
type Version = (typeof versions)[number];
const formats = { jwt_vc_json: "jwt_vc_json", "dc+sd-jwt": "vc+sd-jwt" } as const;
const describedAs = async (version: Version, format: keyof typeof formats): Promise<Record<string, unknown>> => {
  if (format === "jwt_vc_json") {
    const type = ["StaffBadge", "VerifiableCredential"];
    return version === "draft13" ? { credential_definition: { type } } : { types: type };
  }
  const { body } = await get(`/.well-known/openid-credential-issuer${base}/draft13`);
  return { vct: body.credential_configurations_supported["Staff+badge_dc+sd-jwt"].vct };
};

async function redeemed(version: Version, changes: Parameters<typeof offered>[2] = {}) {
  const offer = await offered(ctx, parts, { protocol: version, ...changes });
  const { body: token } = await form(`${base}/${version}/token`, preAuthorized(codeIn(await offer.read())));
  return { ...offer, token: token.access_token as string, nonce: token.c_nonce as string };
}

const credential = (path: string, token: string, body: object) => call("POST", path, { token, body });

describe.each(versions)("%s", (version) => {
  test("metadata stand at the inserted and the appended path, alike, under the identifier of the version", async () => {
    for (const name of ["openid-credential-issuer", "oauth-authorization-server"]) {
      const inserted = await get(`/.well-known/${name}${base}/${version}`);
      const appended = await get(`${base}/${version}/.well-known/${name}`);
      expect(inserted.status).toBe(200);
      expect(appended.body).toEqual(inserted.body);
      expect(inserted.body.credential_issuer ?? inserted.body.issuer).toBe(`${ORIGIN}${base}/${version}`);
    }
    for (const name of ["openid-configuration", "openid-credential-issuer"]) {
      const whole = await get(`${base}/${version}/.well-known/${name}`);
      expect(whole.body).toMatchObject({
        issuer: `${ORIGIN}${base}/${version}`,
        token_endpoint: `${ORIGIN}${base}/${version}/token`,
        jwks_uri: `${ORIGIN}${base}/${version}/jwks`,
        credential_endpoint: `${ORIGIN}${base}/${version}/credential`,
      });
    }
  });

  test.each(["jwt_vc_json", "dc+sd-jwt"] as const)("a wallet claims %s", async (format) => {
    const wallet = await TestWallet.make();
    const { token, nonce, id } = await redeemed(version, { format });
    const proof = await proofFor(wallet, ctx, `${ORIGIN}${base}/${version}`, nonce);
    const answer = await credential(`${base}/${version}/credential`, token, {
      format: formats[format],
      ...(await describedAs(version, format)),
      proof: { proof_type: "jwt", jwt: proof },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ format: formats[format], c_nonce_expires_in: 300 });
    expect(answer.body.c_nonce).not.toBe(nonce);
    expect("notification_id" in answer.body).toBe(version === "draft13");
    const [jwt] = answer.body.credential.split("~");
    expect(decodeJwt(jwt).iss).toBe(parts.issuer.did);
    expect(decodeProtectedHeader(jwt).typ).toBe(format === "jwt_vc_json" ? "JWT" : "vc+sd-jwt");
    expect((await ctx.db.issuanceSession.findFirstOrThrow({ where: { id } })).state).toBe("issued");
  });

  test("refusals of a proof carry a nonce that serves at once; unknown types and formats have the version's names", async () => {
    const wallet = await TestWallet.make();
    const { token, nonce } = await redeemed(version);
    const ask = async (body: object) => credential(`${base}/${version}/credential`, token, body);
    const wanted = { format: "jwt_vc_json", ...(await describedAs(version, "jwt_vc_json")) };
    const own = `${ORIGIN}${base}/${version}`;
    const withProof = async (aud: string, given: string) => ({
      ...wanted,
      proof: { proof_type: "jwt", jwt: await proofFor(wallet, ctx, aud, given) },
    });

    const without = await ask(wanted);
    expect([without.status, without.body.error]).toEqual([400, "invalid_proof"]);
    expect(without.body.error_description).not.toContain("proofs");
    const stranger = await ask(await withProof(`${ORIGIN}${base}`, nonce));
    expect([stranger.status, stranger.body.error]).toEqual([400, "invalid_proof"]);
    const stale = await ask(await withProof(own, "made-up"));
    expect([stale.status, stale.body.error]).toEqual([400, "invalid_proof"]);
    expect(stale.body.c_nonce_expires_in).toBe(300);

    const types = version === "draft13" ? { credential_definition: { type: ["Other"] } } : { types: ["Other"] };
    const other = await ask({ format: "jwt_vc_json", ...types });
    expect(other.body.error).toBe("unsupported_credential_type");
    expect((await ask({ format: "ldp_vc", ...types })).body.error).toBe("unsupported_credential_format");
    expect((await ask({})).body.error).toBe("invalid_credential_request");

    expect((await ask(await withProof(own, stale.body.c_nonce))).status).toBe(200);
  });

  test("a wallet may name the configuration instead, by whichever member", async () => {
    for (const member of ["credential_identifier", "credential_configuration_id"]) {
      const { token, nonce } = await redeemed(version);
      const jwt = await proofFor(await TestWallet.make(), ctx, `${ORIGIN}${base}/${version}`, nonce);
      const asked = { [member]: "Staff+badge_jwt_vc_json", proof: { proof_type: "jwt", jwt } };
      expect((await credential(`${base}/${version}/credential`, token, asked)).status).toBe(200);
      const other = await credential(`${base}/${version}/credential`, token, { [member]: "Other_jwt_vc_json" });
      expect(other.body.error).toBe("unsupported_credential_type");
    }
  });

  test("a session is served under its own identifier only", async () => {
    const offer = await offered(ctx, parts, { protocol: version });
    const other = version === "draft13" ? "draft11" : "draft13";
    for (const path of [base, `${base}/${other}`]) {
      expect((await get(`${path}/offers/${offer.offerToken}`)).status).toBe(404);
    }
    const code = codeIn(await offer.read());
    for (const path of [base, `${base}/${other}`]) {
      const refused = await form(`${path}/token`, preAuthorized(code));
      expect([refused.status, refused.body.error]).toEqual([400, "invalid_grant"]);
    }
    const { body: token } = await form(`${base}/${version}/token`, preAuthorized(code));
    for (const path of [base, `${base}/${other}`]) {
      expect((await credential(`${path}/credential`, token.access_token, {})).status).toBe(401);
    }
  });

  test("five wrong transaction codes end the offer, one does not (P1)", async () => {
    const pin = version === "draft13" ? "tx_code" : "user_pin";
    const transactionCode = { kind: "plain", value: "493827" } as const;
    const offer = await offered(ctx, parts, { protocol: version, transactionCode });
    const answer = await offer.read();
    const { [PRE_AUTHORIZED_GRANT]: grant } = answer.body.grants;
    expect(version === "draft13" ? grant.tx_code.length : grant.user_pin_required).toBe(
      version === "draft13" ? 6 : true,
    );
    const redeem = (typed: string) => form(`${base}/${version}/token`, preAuthorized(codeIn(answer), { [pin]: typed }));
    expect((await redeem("000000")).body.error).toBe("invalid_grant");
    expect((await redeem("493827")).status).toBe(200);
  });

  test("a batch is refused whole before anything is signed, and answers each request of one nonce", async () => {
    const wallet = await TestWallet.make();
    const { token, nonce, id } = await redeemed(version);
    const wanted = { format: "jwt_vc_json", ...(await describedAs(version, "jwt_vc_json")) };
    const proof = { proof_type: "jwt", jwt: await proofFor(wallet, ctx, `${ORIGIN}${base}/${version}`, nonce) };
    const ask = (count: number) =>
      credential(`${base}/${version}/batch_credential`, token, {
        credential_requests: Array.from({ length: count }, () => ({ ...wanted, proof })),
      });
    expect((await ask(2)).body.error).toBe("credential_request_denied");
    expect(await ctx.db.credential.count({ where: { sessionId: id } })).toBe(0);
    const { status, body } = await ask(1);
    expect([status, body.credential_responses.length]).toEqual([200, 1]);
    expect(body.credential_responses[0]).not.toHaveProperty("c_nonce");
    expect(body.c_nonce).toEqual(expect.any(String));
  });
});

test("draft 13 offers and metadata have their shape", async () => {
  const offer = await offered(ctx, parts, { protocol: "draft13" });
  expect((await offer.read()).body).toEqual({
    credential_issuer: `${ORIGIN}${base}/draft13`,
    credential_configuration_ids: ["Staff+badge_jwt_vc_json"],
    grants: { [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": expect.any(String) } },
  });
  const { body } = await get(`/.well-known/openid-credential-issuer${base}/draft13`);
  expect(body).not.toHaveProperty("credentials_supported");
  expect(body.authorization_servers).toEqual([`${ORIGIN}${base}/draft13`]);
  const jwt = body.credential_configurations_supported["Staff+badge_jwt_vc_json"];
  expect(jwt.credential_definition.type).toEqual(["VerifiableCredential", "StaffBadge"]);
  const { displayName } = jwt.credential_definition.credentialSubject;
  expect(displayName.mandatory).toBe(true);
  expect(displayName.display).toContainEqual({ name: "Name", locale: "en" });
  expect(jwt.display[0].name).toBe("Staff badge");
  expect(jwt.credential_signing_alg_values_supported).toEqual(["ES256"]);
  expect(body.credential_configurations_supported["Staff+badge_dc+sd-jwt"].format).toBe("vc+sd-jwt");
});

test("draft 11 offers and metadata have their shape", async () => {
  const offer = await offered(ctx, parts, { protocol: "draft11" });
  expect((await offer.read()).body).toEqual({
    credential_issuer: `${ORIGIN}${base}/draft11`,
    credentials: ["Staff+badge_jwt_vc_json"],
    grants: { [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": expect.any(String), user_pin_required: false } },
  });
  const { body } = await get(`/.well-known/openid-credential-issuer${base}/draft11`);
  expect(body).not.toHaveProperty("credential_configurations_supported");
  expect(body.token_endpoint).toBe(`${ORIGIN}${base}/draft11/token`);
  const [jwt] = body.credentials_supported;
  expect(jwt).toMatchObject({
    id: "Staff+badge_jwt_vc_json",
    format: "jwt_vc_json",
    types: ["VerifiableCredential", "StaffBadge"],
    cryptographic_suites_supported: ["ES256"],
  });
});

test("an issuer has no other versions than it says", async () => {
  expect((await get(`/.well-known/openid-credential-issuer${base}/draft12`)).status).toBe(404);
  expect((await form(`${base}/draft12/token`, {})).status).toBe(404);
});
