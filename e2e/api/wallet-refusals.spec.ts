import { expect, test } from "@playwright/test";
import { base64url, SignJWT } from "jose";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import type { IssuanceOptions } from "@/e2e/support/portal-api";
import { type Answer, ask, postForm, postJson } from "@/e2e/support/wallet/ask";
import { HolderKey, type ProofChanges } from "@/e2e/support/wallet/holder-key";
import {
  askCredential,
  askToken,
  authorized,
  type CredentialAnswer,
  fetchOffer,
  getNonce,
  getToken,
  granted,
  type Opened,
  openOffer,
  PRE_AUTHORIZED_GRANT,
  type Token,
} from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

let setup: IssuingSetup;
let stranger: IssuingSetup;
let key: HolderKey;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `refusals-${process.pid}` });
  stranger = await issuingSetup({ name: `stranger-${process.pid}` });
  key = await HolderKey.make();
});

const offered = (options?: IssuanceOptions) => setup.api.createIssuance(setup, options);

/** An offer taken up to its token. */
async function redeemed(options?: IssuanceOptions): Promise<Opened & { token: Token; requestId: string }> {
  const { url, requestId } = await offered(options);
  const opened = await openOffer(url);
  return { ...opened, token: await getToken(opened), requestId };
}

/** Every refusal is a 4xx in OAuth's form, kept nowhere, in plain ASCII. */
function expectRefusal(answer: Answer, error: string, status = 400): void {
  expect({ status: answer.status, error: answer.json().error }).toEqual({ status, error });
  expect(answer.json().error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
  expect(answer.headers).toMatchObject({
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    "content-type": "application/json",
  });
}

const pin = { value: "493827", length: 6 };

test.describe("the token endpoint refuses", () => {
  test("a code that nobody gave, one of another authority, and one that was used (I3, I10)", async () => {
    const opened = await openOffer((await offered()).url);
    expectRefusal(await askToken({ ...opened, code: "nobody-gave-this" }), "invalid_grant");
    const elsewhere = await openOffer((await stranger.api.createIssuance(stranger)).url);
    expectRefusal(await askToken({ ...opened, code: elsewhere.code }), "invalid_grant");
    expect((await askToken(opened)).status).toBe(200);
    expectRefusal(await askToken(opened), "invalid_grant");
  });

  test("a code whose time is over, and its offer is gone too (P1)", async () => {
    const { url, requestId } = await offered();
    const opened = await openOffer(url);
    await withDatabase((database) =>
      database.query("UPDATE issuance_session SET expires_at = now() - interval '1 second' WHERE id = $1", [requestId]),
    );
    expectRefusal(await askToken(opened), "invalid_grant");
    expect((await fetchOffer(url)).status).toBe(404);
  });

  test("a wrong transaction code, without burning the offer (P1)", async () => {
    const opened = await openOffer((await offered({ pin })).url);
    expect(opened.transactionCode).toMatchObject({ length: 6, input_mode: "numeric" });
    for (const wrong of ["000000", " 493827", "４９３８２７", "493827 "]) {
      expectRefusal(await askToken(opened, { transactionCode: wrong }), "invalid_grant");
    }
    expect((await askToken(opened, { transactionCode: pin.value })).status).toBe(200);
  });

  test("the right transaction code after five wrong ones (P1)", async () => {
    const { url } = await offered({ pin });
    const opened = await openOffer(url);
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await askToken(opened, { transactionCode: `00000${attempt}` }), "invalid_grant");
    }
    expectRefusal(await askToken(opened, { transactionCode: pin.value }), "invalid_grant");
    expect((await fetchOffer(url)).status).toBe(404);
  });

  test("more than five transaction codes at once: the sixth is not compared (P1)", async () => {
    const opened = await openOffer((await offered({ pin })).url);
    const tries = Array.from({ length: 24 }, (_, index) => askToken(opened, { transactionCode: `1000${10 + index}` }));
    for (const answer of await Promise.all(tries)) expectRefusal(answer, "invalid_grant");
    expectRefusal(await askToken(opened, { transactionCode: pin.value }), "invalid_grant");
  });

  test("a missing transaction code, and one that no one asked for", async () => {
    const withCode = await openOffer((await offered({ pin })).url);
    expectRefusal(await askToken(withCode), "invalid_request");
    expect((await askToken(withCode, { transactionCode: pin.value })).status).toBe(200);
    const without = await openOffer((await offered()).url);
    expectRefusal(await askToken(without, { transactionCode: "1234" }), "invalid_request");
    expect((await askToken(without)).status).toBe(200);
  });

  test("other grants, missing, repeated and unreadable parameters", async () => {
    const opened = await openOffer((await offered()).url);
    const post = (body: string, type = "application/x-www-form-urlencoded") =>
      ask(opened.tokenEndpoint, { method: "POST", body, headers: { "content-type": type } });
    expectRefusal(await post("grant_type=authorization_code&code=1"), "unsupported_grant_type");
    expectRefusal(await post(""), "invalid_request");
    expectRefusal(await post(`grant_type=${PRE_AUTHORIZED_GRANT}`), "invalid_request");
    const twice = `grant_type=${PRE_AUTHORIZED_GRANT}&pre-authorized_code=${opened.code}`;
    expectRefusal(await post(`${twice}&pre-authorized_code=other`), "invalid_request");
    expectRefusal(await post(JSON.stringify({ code: opened.code }), "application/json"), "invalid_request");
    const details = {
      authorization_details: JSON.stringify([{ type: "openid_credential", credential_configuration_id: "other" }]),
    };
    expectRefusal(await askToken(opened, { fields: details }), "invalid_request");
    expect((await ask(opened.tokenEndpoint)).status).toBe(405);
    expect((await askToken(opened)).status).toBe(200);
  });

  test("all but one of fifty requests with one code (I3, D2)", async () => {
    const opened = await openOffer((await offered()).url);
    const answers = await Promise.all(Array.from({ length: 50 }, () => askToken(opened)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) expectRefusal(answer, "invalid_grant");
  });

  test("a DPoP proof that is used twice, for another address, method or time, or signed by no one", async () => {
    const opened = await openOffer((await offered()).url);
    const target = { method: "POST", url: opened.tokenEndpoint };
    const form = { grant_type: PRE_AUTHORIZED_GRANT, "pre-authorized_code": opened.code };
    const proof = await key.dpop(target);
    const stale = Math.floor(Date.now() / 1000) - 400;
    const bent = await Promise.all([
      key.dpop({ ...target, url: `${target.url}/other` }),
      key.dpop({ ...target, method: "GET" }),
      key.dpop(target, { payload: { iat: stale } }),
      key.dpop(target, { payload: { jti: undefined } }),
      key.dpop(target, { header: { jwk: key.privateJwk } }),
      key.dpop(target, { header: { typ: "jwt" } }),
    ]);
    for (const dpop of [...bent, `${proof.slice(0, -8)}AAAAAAAA`, "nonsense"]) {
      expectRefusal(await postForm(opened.tokenEndpoint, form, { dpop }), "invalid_dpop_proof");
    }
    expect(
      (await postForm(opened.tokenEndpoint, { ...form, "pre-authorized_code": "other" }, { dpop: proof })).status,
    ).toBe(400);
    expectRefusal(await postForm(opened.tokenEndpoint, form, { dpop: proof }), "invalid_dpop_proof");
    expect((await askToken(opened, { dpopKey: key })).status).toBe(200);
  });
});

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
    const elsewhere = await openOffer((await stranger.api.createIssuance(stranger)).url);
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

  test("another key once the answer was given; the same key gets a fresh one and the former turns invalid (I3)", async () => {
    const opened = await redeemed();
    const asked = async (holder: HolderKey) =>
      askCredential(opened, opened.token, [await holder.proof(opened.issuer, await getNonce(opened))]);
    const first = await asked(key);
    expect(first.status).toBe(200);
    expectRefusal(await asked(await HolderKey.make()), "credential_request_denied");
    const second = await asked(key);
    const states = await credentialStates(opened.requestId);
    expect(states.map(({ state }) => state).sort()).toEqual(["issued", "revoked"]);
    const issued = states.find(({ state }) => state === "issued");
    expect(granted<CredentialAnswer>("again", second).credentials[0]?.credential).not.toBe(
      granted<CredentialAnswer>("first", first).credentials[0]?.credential,
    );
    expect(issued?.status_value).toBe(0);
  });

  test("to leave two valid ones behind fifty requests at once (I3)", async () => {
    const opened = await redeemed();
    const nonce = await getNonce(opened);
    const proofs = await Promise.all(Array.from({ length: 50 }, () => key.proof(opened.issuer, nonce)));
    const answers = await Promise.all(proofs.map((proof) => askCredential(opened, opened.token, [proof])));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectRefusal(answer, "credential_request_denied");
    }
    const states = await credentialStates(opened.requestId);
    expect(states.filter(({ status_value: value }) => value === 0)).toEqual([
      expect.objectContaining({ state: "issued" }),
    ]);
  });

  test("to give a valid one to who asks again while revocation is under way (I5)", async () => {
    for (let round = 0; round < 10; round++) {
      const opened = await redeemed({ format: "jwt_vc_json" });
      const nonce = await getNonce(opened);
      await askCredential(opened, opened.token, [await key.proof(opened.issuer, nonce)]);
      const [{ id: first } = { id: "" }] = await credentialStates(opened.requestId);
      const again = await Promise.all(Array.from({ length: 4 }, () => key.proof(opened.issuer, nonce)));
      await Promise.all([
        ...again.map((proof) => askCredential(opened, opened.token, [proof])),
        setup.api.revokeCredential(setup, `urn:pic:${first.replaceAll("-", "")}`),
      ]);
      const states = await credentialStates(opened.requestId);
      const revoked = states.find(({ id }) => id === first);
      const left = states.filter(({ status_value: value }) => value === 0).length;
      expect(revoked?.state).toBe("revoked");
      expect(left).toBe(revoked?.revocation_reason === "superseded" ? 1 : 0);
    }
  });
});

interface CredentialState {
  id: string;
  state: string;
  status_value: number;
  revocation_reason: string | null;
}

const credentialStates = (requestId: string): Promise<CredentialState[]> =>
  withDatabase(async (database) => {
    const text = "SELECT id, state, status_value, revocation_reason FROM credential WHERE session_id = $1";
    return (await database.query<CredentialState>(text, [requestId])).rows;
  });

test("a notification is taken once or often, and refused for another's credential or an unknown event", async () => {
  const opened = await redeemed();
  const proof = await key.proof(opened.issuer, await getNonce(opened));
  const { notification_id: id } = granted<CredentialAnswer>("it", await askCredential(opened, opened.token, [proof]));
  const url = opened.metadata.notification_endpoint;
  const send = async (body: object, token = opened.token) => postJson(url, body, await authorized(url, token));
  for (const event of ["credential_accepted", "credential_accepted", "credential_deleted"]) {
    expect((await send({ notification_id: id, event })).status).toBe(204);
  }
  expectRefusal(await send({ notification_id: "unknown", event: "credential_accepted" }), "invalid_notification_id");
  const other = await redeemed();
  const foreign = await send({ notification_id: id, event: "credential_accepted" }, other.token);
  expectRefusal(foreign, "invalid_notification_id");
  expectRefusal(await send({ notification_id: id, event: "credential_eaten" }), "invalid_notification_request");
  expectRefusal(await send({ event: "credential_accepted" }), "invalid_notification_request");
  expect((await postJson(url, { notification_id: id, event: "credential_accepted" })).status).toBe(401);
});
