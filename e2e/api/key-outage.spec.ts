import { expect, test } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { ask, postJson } from "@/e2e/support/wallet/ask";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { fetchStatusList } from "@/e2e/support/wallet/status";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import {
  askCredential,
  type CredentialAnswer,
  getNonce,
  getToken,
  granted,
  openOffer,
} from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

const control = `${defaultServer.keyManagement}/_control`;
/** Of signing only: keys of other tests are looked at and destroyed meanwhile. */
const set = (switches: object) => postJson(control, { only: ["Sign"], ...switches });

test.afterEach(() => ask(control, { method: "DELETE" }));

/** Until the trouble is over: a status list signed meanwhile, of whichever test, must not use it up. */
const count = 1000;
const troubles: [string, object][] = [
  ["denies", { deny: ["Sign"] }],
  ["throttles", { throttleNext: count }],
  ["has the key disabled", { failNext: { count, type: "DisabledException" } }],
  ["has the key in another state", { failNext: { count, type: "KMSInvalidStateException" } }],
  ["is silent for a minute", { hangNext: { count, seconds: 60 } }],
  ["breaks", { errorRate: 1 }],
  ["signs something else", { signOtherBytes: true }],
];

for (const [trouble, switches] of troubles) {
  test(`while KMS ${trouble} a wallet is told when to come back, and then succeeds with the same token (I14, I15, P3)`, async () => {
    // A tenant of its own each time: the breaker of one must not answer for another's trouble.
    const setup: IssuingSetup = await issuingSetup({
      name: `outage-${trouble.replaceAll(/[^a-z]/g, "-")}-${process.pid}`,
      key: "aws",
    });
    const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
    const { url, requestId } = await setup.api.createIssuance(setup, { format: "dc+sd-jwt" });
    const opened = await openOffer(url);
    const token = await getToken(opened);
    const key = await HolderKey.make();
    const attempt = async () => askCredential(opened, token, [await key.proof(opened.issuer, await getNonce(opened))]);

    await set(switches);
    const startedAt = Date.now();
    const refused = await attempt();
    expect({ status: refused.status, error: refused.json().error }).toEqual({
      status: 503,
      error: "temporarily_unavailable",
    });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.text).not.toMatch(/arn:|AKIA|is not authorized/);
    expect(Date.now() - startedAt, "nobody waits for it").toBeLessThan(20_000);
    await ask(control, { method: "DELETE" });

    const { credentials } = granted<CredentialAnswer>("after the outage", await attempt());
    await verifyCredential("dc+sd-jwt", credentials[0]?.credential ?? "", document);
    const states = await withDatabase(async (database) => {
      const text = "SELECT state, status_value FROM credential WHERE session_id = $1 ORDER BY state";
      return (await database.query(text, [requestId])).rows;
    });
    expect(states).toEqual([
      { state: "abandoned", status_value: 1 },
      { state: "issued", status_value: 0 },
    ]);
  });
}

test("a list that cannot be signed after a revocation is not served in its old state (I5, P4)", async () => {
  const setup = await issuingSetup({ name: `list-outage-${process.pid}`, key: "aws" });
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const opened = await openOffer((await setup.api.createIssuance(setup, { format: "jwt_vc_json" })).url);
  const token = await getToken(opened);
  const proof = await (await HolderKey.make()).proof(opened.issuer, await getNonce(opened));
  const { credentials } = granted<CredentialAnswer>("it", await askCredential(opened, token, [proof]));
  const { id, status } = await verifyCredential("jwt_vc_json", credentials[0]?.credential ?? "", document);
  const before = await fetchStatusList(status.uri);
  expect(before.status).toBe(200);

  await set({ deny: ["Sign"] });
  await setup.api.revokeCredential(setup, id);
  const blind = await fetchStatusList(status.uri, before.headers.etag);
  expect(blind.status).toBe(503);
  expect(Number(blind.headers["retry-after"])).toBeGreaterThan(0);
  await ask(control, { method: "DELETE" });
  const after = await fetchStatusList(status.uri, before.headers.etag);
  expect({ status: after.status, same: after.text === before.text }).toEqual({ status: 200, same: false });
});
