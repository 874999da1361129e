import { expect, test } from "@playwright/test";
import type { IssuanceOptions } from "@/e2e/support/portal-api";
import { expectRefusal, twoIssuers } from "@/e2e/support/refusals";
import { ask, postForm } from "@/e2e/support/wallet/ask";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { askToken, fetchOffer, openOffer, PRE_AUTHORIZED_GRANT } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

const issuers = twoIssuers("token-refusals");
let key: HolderKey;

test.beforeAll(async () => {
  key = await HolderKey.make();
});

const offered = (options?: IssuanceOptions) => issuers.setup.api.createIssuance(issuers.setup, options);

const pin = { value: "493827", length: 6 };

test.describe("the token endpoint refuses", () => {
  test("a code that nobody gave, one of another authority, and one that was used (I3, I10)", async () => {
    const opened = await openOffer((await offered()).url);
    expectRefusal(await askToken({ ...opened, code: "nobody-gave-this" }), "invalid_grant");
    const elsewhere = await openOffer((await issuers.stranger.api.createIssuance(issuers.stranger)).url);
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
