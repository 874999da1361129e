import { expect, test } from "@playwright/test";
import { base64url, SignJWT } from "jose";
import type { IssuanceOptions } from "@/e2e/support/portal-api";
import { expectRefusal, redeemed as redeem, twoIssuers } from "@/e2e/support/refusals";
import { ask, postJson } from "@/e2e/support/wallet/ask";
import { HolderKey, type ProofChanges } from "@/e2e/support/wallet/holder-key";
import { askCredential, authorized, getNonce, getToken, type Opened, openOffer } from "@/e2e/support/wallet/wallet";

const issuers = twoIssuers("credential-refusals");
let key: HolderKey;

test.beforeAll(async () => {
  key = await HolderKey.make();
});

const offered = (options?: IssuanceOptions) => issuers.setup.api.createIssuance(issuers.setup, options);
const redeemed = (options?: IssuanceOptions) => redeem(issuers.setup, options);

test.describe("the credential endpoint refuses", () => {
  const nonceUser = async (opened: Opened, changes?: ProofChanges) =>
    key.proof(opened.issuer, await getNonce(opened), changes);

  test("no token, an unknown one, and a bound one without its proof or with another's", async () => {
    const opened = await redeemed();
    const url = opened.metadata.credential_endpoint;
    const body = { credential_configuration_id: opened.configurationId, proofs: { jwt: [await nonceUser(opened)] } };
    const none = await postJson(url, body);
    expect({ status: none.status, challenge: none.headers["www-authenticate"] }).toEqual({
      status: 401,
      challenge: expect.stringMatching(/Bearer.*DPoP/),
    });
    const unknown = await postJson(url, body, { authorization: "Bearer unknown" });
    expectRefusal(unknown, "invalid_token", 401);
    expect(unknown.headers["www-authenticate"]).toContain('error="invalid_token"');
    const inQuery = await postJson(`${url}?access_token=${opened.token.access_token}`, body);
    expect(inQuery.status).toBe(401);

    const bound = await openOffer((await offered()).url);
    const token = await getToken(bound, { dpopKey: key });
    const proofs = [await nonceUser(bound)];
    expectRefusal(await askCredential(bound, { ...token, token_type: "Bearer" }, proofs), "invalid_token", 401);
    expectRefusal(await askCredential(bound, token, proofs), "invalid_token", 401);
    const other = await HolderKey.make();
    expectRefusal(await askCredential(bound, token, proofs, { dpopKey: other }), "invalid_token", 401);
    const headers = await authorized(bound.metadata.credential_endpoint, token, key);
    const asked = { credential_configuration_id: bound.configurationId, proofs: { jwt: proofs } };
    expect((await postJson(bound.metadata.credential_endpoint, asked, headers)).status).toBe(200);
    expectRefusal(await postJson(bound.metadata.credential_endpoint, asked, headers), "invalid_token", 401);
  });

  test("a proof that is stale, ahead, for someone else, of another type or algorithm, or bent (P2)", async () => {
    const opened = await redeemed();
    const now = Math.floor(Date.now() / 1000);
    const other = await HolderKey.make();
    const bent: ProofChanges[] = [
      { payload: { iat: now - 310 } },
      { payload: { iat: now + 90 } },
      { payload: { iat: undefined } },
      { payload: { iat: String(now) } },
      { payload: { aud: "https://other.example.org" } },
      { payload: { aud: [opened.issuer] } },
      { payload: { aud: `${opened.issuer}/` } },
      { payload: { nonce: undefined } },
      { header: { typ: "JWT" } },
      { header: { jwk: key.privateJwk } },
      { header: { jwk: { ...key.publicJwk, k: "c2VjcmV0" } } },
      { header: { jwk: other.publicJwk } },
      { header: { kid: `${key.did}#0` } },
      { header: { jwk: undefined } },
      { header: { jku: "https://keys.example.org/" } },
      { header: { x5u: "https://keys.example.org/" } },
      { header: { jwk: { ...key.publicJwk, y: key.publicJwk.x } } },
    ];
    for (const changes of bent) {
      expectRefusal(await askCredential(opened, opened.token, [await nonceUser(opened, changes)]), "invalid_proof");
    }
    expect((await askCredential(opened, opened.token, [await nonceUser(opened)])).status).toBe(200);
  });

  test("a proof that is tampered with, unsigned, keyed by a password, or says a thing twice (P2)", async () => {
    const opened = await redeemed();
    const nonce = await getNonce(opened);
    const good = await key.proof(opened.issuer, nonce);
    const [header = "", payload = "", signature = ""] = good.split(".");
    const claims = { aud: opened.issuer, iat: Math.floor(Date.now() / 1000), nonce };
    const unsigned = base64url.encode(JSON.stringify({ typ: "openid4vci-proof+jwt", alg: "none", jwk: key.publicJwk }));
    const byPassword = new SignJWT(claims)
      .setProtectedHeader({ typ: "openid4vci-proof+jwt", alg: "HS256", jwk: key.publicJwk })
      .sign(Buffer.from(JSON.stringify(key.publicJwk)));
    const twice = base64url.encode(`{"aud":"https://other.example.org",${JSON.stringify(claims).slice(1)}`);
    const proofs = [
      `${header}.${base64url.encode(JSON.stringify({ ...claims, iat: claims.iat - 1 }))}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
      `${unsigned}.${payload}.`,
      `${unsigned}.${payload}.${signature}`,
      await byPassword,
      `${header}.${twice}.${signature}`,
      "no-jwt-at-all",
      "",
    ];
    for (const proof of proofs) {
      expectRefusal(await askCredential(opened, opened.token, [proof]), "invalid_proof");
    }
  });

  test("a nonce that is not ours, or that another token used first, also at the same moment (P1)", async () => {
    const [one, other] = await Promise.all([redeemed(), redeemed()]);
    const foreign = await key.proof(one.issuer, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    expectRefusal(await askCredential(one, one.token, [foreign]), "invalid_nonce");
    const elsewhere = await openOffer((await issuers.stranger.api.createIssuance(issuers.stranger)).url);
    const strange = await key.proof(one.issuer, await getNonce(elsewhere));
    expectRefusal(await askCredential(one, one.token, [strange]), "invalid_nonce");

    const proof = await nonceUser(one);
    const answers = await Promise.all(
      [one, other, one, other].map((opened) => askCredential(opened, opened.token, [proof])),
    );
    const winners = answers.map(({ status }) => status === 200);
    expect(winners[0] || winners[2]).not.toBe(winners[1] || winners[3]);
    const loser = winners[0] || winners[2] ? other : one;
    expectRefusal(await askCredential(loser, loser.token, [proof]), "invalid_nonce");
  });

  test("both identifiers or none, an unknown one, encryption, and proofs in another shape", async () => {
    const opened = await redeemed();
    const proofs = { jwt: [await nonceUser(opened)] };
    const id = opened.configurationId;
    const cases: [string, Record<string, unknown>][] = [
      ["invalid_credential_request", { proofs }],
      ["invalid_credential_request", { credential_configuration_id: id, credential_identifier: id, proofs }],
      ["unknown_credential_configuration", { credential_configuration_id: "unknown", proofs }],
      ["unknown_credential_identifier", { credential_identifier: "unknown", proofs }],
      ["invalid_proof", { credential_configuration_id: id }],
      ["invalid_proof", { credential_configuration_id: id, proofs: {} }],
      ["invalid_proof", { credential_configuration_id: id, proofs: { jwt: [] } }],
      ["invalid_proof", { credential_configuration_id: id, proofs: { ...proofs, attestation: ["x"] } }],
      ["invalid_proof", { credential_configuration_id: id, proofs: { di_vp: [{}] } }],
      ["invalid_proof", { credential_configuration_id: id, proof: { proof_type: "cwt", cwt: "x" } }],
      [
        "invalid_encryption_parameters",
        { credential_configuration_id: id, proofs, credential_response_encryption: { enc: "A128GCM" } },
      ],
      ["invalid_credential_request", { credential_configuration_id: 7, proofs }],
    ];
    for (const [error, body] of cases) {
      expectRefusal(await askCredential(opened, opened.token, [], { body }), error);
    }
    const url = opened.metadata.credential_endpoint;
    const headers = { "content-type": "application/json", ...(await authorized(url, opened.token)) };
    for (const body of ["{", '{"proofs":1,"proofs":2}', '{"__proto__":{}}', "[]", "null"]) {
      expectRefusal(await ask(url, { method: "POST", body, headers }), "invalid_credential_request");
    }
    expect((await askCredential(opened, opened.token, proofs.jwt)).status).toBe(200);
  });

  test("a batch over the limit, and two proofs by one key", async () => {
    const opened = await redeemed();
    const nonce = await getNonce(opened);
    const size = opened.metadata.batch_credential_issuance?.batch_size ?? 0;
    const keys = await Promise.all(Array.from({ length: size + 1 }, () => HolderKey.make()));
    const proofs = await Promise.all(keys.map((one) => one.proof(opened.issuer, nonce)));
    expectRefusal(await askCredential(opened, opened.token, proofs), "invalid_credential_request");
    const twins = await Promise.all([key.proof(opened.issuer, nonce), key.proof(opened.issuer, nonce)]);
    expectRefusal(await askCredential(opened, opened.token, twins), "invalid_proof");
    const nonces = [
      await key.proof(opened.issuer, nonce),
      (await keys[0]?.proof(opened.issuer, await getNonce(opened))) ?? "",
    ];
    expectRefusal(await askCredential(opened, opened.token, nonces), "invalid_nonce");
    expect((await askCredential(opened, opened.token, proofs.slice(0, size))).status).toBe(200);
  });
});
