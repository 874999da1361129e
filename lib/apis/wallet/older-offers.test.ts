import { decodeProtectedHeader } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { TestWallet } from "@/lib/testing/issuing";
import { licenceClaims, licenceParts } from "@/lib/testing/mdoc";
import { codeIn, form, get, offerPath, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let token: string;
let onboarded: Record<string, unknown>;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  token = await tokenFor(shared.platform, { role: "owner" });
  const key = { key: { backend: "jwk", keyType: "secp256r1" } };
  onboarded = (await call("POST", "/onboard/issuer", { token, body: key })).body;
});

const request = (credentialConfigurationId: string, changes: object = {}) => ({
  ...onboarded,
  credentialConfigurationId,
  credentialData: { name: "Sample Person" },
  ...changes,
});

/** The offer that a wallet reads, and the issuer that it names. */
async function offered(path: string, body: unknown) {
  const { status, text } = await call("POST", path, { token, body });
  expect([status, text]).toEqual([200, expect.stringContaining("openid-credential-offer://")]);
  const offer = offerPath(text);
  return { base: offer.slice(0, offer.indexOf("/offers/")), answer: await get(offer) };
}

test("draft 11 is told of credentials in full when the request wants that, else by their ids (section 7.3)", async () => {
  const ids = ["VerifiableId_jwt_vc", "OpenBadgeCredential_jwt_vc_json", "identity_credential_vc+sd-jwt"];
  const batch = (byReference?: boolean) =>
    ids.map((id, at) =>
      request(id, {
        standardVersion: "DRAFT11",
        ...(at === 0 && byReference !== undefined && { draft11EncodeOfferedCredentialsByReference: byReference }),
      }),
    );
  for (const byReference of [undefined, true]) {
    const { answer } = await offered("/openid4vc/jwt/issueBatch", batch(byReference));
    expect(answer.body.credentials).toEqual(ids);
  }
  const { answer, base } = await offered("/openid4vc/jwt/issueBatch", batch(false));
  expect(answer.body.credentials).toEqual([
    { format: "jwt_vc", types: ["VerifiableCredential", "VerifiableAttestation", "VerifiableId"] },
    { format: "jwt_vc_json", types: ["VerifiableCredential", "OpenBadgeCredential"] },
    { format: "vc+sd-jwt", vct: expect.stringMatching(/^https:/) },
  ]);

  const { body: tokens } = await form(`${base}/token`, preAuthorized(codeIn(answer)));
  for (const described of answer.body.credentials) {
    const jwt = await proofFor(await TestWallet.make(), ctx, `https://portal.example.org${base}`, tokens.c_nonce);
    const body = { ...described, proof: { proof_type: "jwt", jwt } };
    expect((await call("POST", `${base}/credential`, { token: tokens.access_token, body })).status).toBe(200);
  }
});

test("later drafts are told of ids, whatever the request says of draft 11", async () => {
  const body = request("OpenBadgeCredential_jwt_vc_json", { draft11EncodeOfferedCredentialsByReference: false });
  const { answer } = await offered("/openid4vc/jwt/issue", body);
  expect(answer.body).not.toHaveProperty("credentials");
  expect(answer.body.credential_configuration_ids).toEqual(["OpenBadgeCredential_jwt_vc_json"]);
});

test.each([
  "identity_credential_vc+sd-jwt",
  "my_custom_vct_vc+sd-jwt",
  "photoID_credential_vc+sd-jwt",
  "urn:eu.eur1opa.ec.eudi:pid:1",
])("%s is a dc+sd-jwt in draft 13, however the wallet asks for it (section 7.4)", async (id) => {
  for (const named of [{ credential_identifier: id }, { format: "dc+sd-jwt" }, { format: "vc+sd-jwt" }]) {
    const { answer, base } = await offered("/openid4vc/sdjwt/issue", request(id));
    const { body: metadata } = await get(`${base}/.well-known/openid-credential-issuer`);
    const { format, vct } = metadata.credential_configurations_supported[id];
    expect(format).toBe("dc+sd-jwt");
    const { body: tokens } = await form(`${base}/token`, preAuthorized(codeIn(answer)));
    const jwt = await proofFor(await TestWallet.make(), ctx, `https://portal.example.org${base}`, tokens.c_nonce);
    const asked = { ...named, ...("format" in named && { vct }), proof: { proof_type: "jwt", jwt } };
    const { status, body } = await call("POST", `${base}/credential`, { token: tokens.access_token, body: asked });
    expect([status, body.format]).toEqual([200, "format" in named ? named.format : "dc+sd-jwt"]);
    expect(decodeProtectedHeader(body.credential.split("~")[0]).typ).toBe("dc+sd-jwt");
  }
});

test("the simple ones are vc+sd-jwt in draft 13", async () => {
  const { base } = await offered("/openid4vc/sdjwt/issue", request("OpenBadgeCredential_vc+sd-jwt"));
  const { body } = await get(`${base}/.well-known/openid-credential-issuer`);
  expect(body.credential_configurations_supported["OpenBadgeCredential_vc+sd-jwt"].format).toBe("vc+sd-jwt");
});

test("an issuer whose key signs no mdocs tells wallets of none", async () => {
  const formats = { formats: ["dc+sd-jwt" as const, "mso_mdoc" as const] };
  const edwards = { backend: "jwk", keyType: "Ed25519", config: {} } as const;
  const told = async (version: string, key?: typeof edwards) => {
    const { issuer } = await licenceParts(ctx, key, formats);
    const { body } = await get(`/.well-known/openid-credential-issuer/oid4vci/${issuer.authorityId}${version}`);
    const all = Object.values<{ format: string }>(
      body.credential_configurations_supported ?? body.credentials_supported,
    );
    return all.map(({ format }) => format);
  };
  expect(await told("", edwards)).toEqual(["dc+sd-jwt"]);
  expect(await told("/draft13", edwards)).toEqual(["vc+sd-jwt"]);
  expect(await told("/draft13")).toEqual(["vc+sd-jwt", "mso_mdoc"]);
  expect(await told("/draft11")).toEqual(["vc+sd-jwt"]);
});

test("what a version does not know is not offered in it", async () => {
  const both = await licenceParts(ctx, undefined, { formats: ["mso_mdoc", "jwt_vc_json"] });
  const make = (changes: object) =>
    createIssuance(ctx, { contractId: both.contract.id, claims: licenceClaims, ...changes });
  await expect(make({ protocol: "draft11", format: "mso_mdoc" })).rejects.toMatchObject({
    code: "invalid_request",
    details: { fields: { format: "The contract is offered as jwt_vc_json in draft11." } },
  });
  const { id } = await make({ protocol: "draft11" });
  expect((await ctx.db.issuanceSession.findFirstOrThrow({ where: { id } })).format).toBe("jwt_vc_json");
  const mdocs = await licenceParts(ctx);
  const only = createIssuance(ctx, { contractId: mdocs.contract.id, claims: licenceClaims, protocol: "draft11" });
  await expect(only).rejects.toMatchObject({ message: expect.stringContaining("another version") });
});
