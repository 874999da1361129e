import { expect, test } from "@playwright/test";
import type { IssuanceOptions } from "@/e2e/support/portal-api";
import { credentialStates, expectRefusal, redeemed as redeem, twoIssuers } from "@/e2e/support/refusals";
import { postJson } from "@/e2e/support/wallet/ask";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { askCredential, authorized, type CredentialAnswer, getNonce, granted } from "@/e2e/support/wallet/wallet";

const issuers = twoIssuers("repeated-requests");
let key: HolderKey;

test.beforeAll(async () => {
  key = await HolderKey.make();
});

const redeemed = (options?: IssuanceOptions) => redeem(issuers.setup, options);

test.describe("the credential endpoint refuses", () => {
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
        issuers.setup.api.revokeCredential(issuers.setup, `urn:pic:${first.replaceAll("-", "")}`),
      ]);
      const states = await credentialStates(opened.requestId);
      const revoked = states.find(({ id }) => id === first);
      const left = states.filter(({ status_value: value }) => value === 0).length;
      expect(revoked?.state).toBe("revoked");
      expect(left).toBe(revoked?.revocation_reason === "superseded" ? 1 : 0);
    }
  });
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
