import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { callbackReceiver, verifyDelivery } from "@/e2e/support/callback-receiver";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { tokenStatus } from "@/e2e/support/wallet/status";
import { askCredential, askToken, claim, fetchOffer, getNonce, getToken, openOffer } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

let setup: IssuingSetup;
let receiver: Awaited<ReturnType<typeof callbackReceiver>>;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `callbacks-${process.pid}` });
  receiver = await callbackReceiver();
});
test.afterAll(() => receiver.stop());

async function offered(options: { path?: string; pin?: { value: string; length: number } } = {}) {
  const { path = `/${randomUUID()}`, pin } = options;
  const callback = { url: receiver.url(path), state: `order ${path}`, headers: { "api-key": "sample-key" } };
  return { path, ...(await setup.api.createIssuance(setup, { callback, ...(pin && { pin }) })) };
}

const events = (path: string) => receiver.at(path).map(({ event }) => event.requestStatus);

const credentialsOf = (requestId: string) =>
  withDatabase(async (database) => {
    const text = "SELECT state, status_value FROM credential WHERE session_id = $1";
    return (await database.query<{ state: string; status_value: number }>(text, [requestId])).rows;
  });

/** Where the status of what was never released stands. */
const abandonedEntries = (requestId: string) =>
  withDatabase(async (database) => {
    const text = "SELECT status_list_id AS list, status_index AS idx FROM credential WHERE session_id = $1";
    const { rows } = await database.query<{ list: string; idx: number }>(text, [requestId]);
    return rows.map(({ list, idx }) => ({ uri: `${setup.api.server}/status-lists/${list}`, idx }));
  });

test("a receiver is told in order, each time signed, with its own headers and state, and no secret (E6, I7)", async () => {
  const { path, url, requestId } = await offered();
  const claimed = await claim(url);
  const deliveries = receiver.at(path);
  expect(deliveries.map(({ event }) => event)).toEqual([
    { requestId, requestStatus: "request_retrieved", state: `order ${path}` },
    { requestId, requestStatus: "issuance_successful", state: `order ${path}` },
  ]);
  for (const delivery of deliveries) {
    expect(delivery.headers["api-key"]).toBe("sample-key");
    expect(await verifyDelivery(setup.api.server, delivery)).toBe(true);
    expect(await verifyDelivery(setup.api.server, { ...delivery, body: `${delivery.body} ` })).toBe(false);
    for (const secret of [claimed.code, claimed.token.access_token, claimed.credential]) {
      expect(delivery.body).not.toContain(secret);
    }
  }
  expect(new Set(deliveries.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
});

test("an offer is handed out only once its receiver has confirmed, and its code is dead after a refusal (I6)", async () => {
  for (const status of [500, 404, 307, 199]) {
    const { path, url } = await offered();
    receiver.statuses.set(path, () => status);
    expect((await fetchOffer(url)).status).toBe(400);
    expect((await fetchOffer(url)).status).toBe(404);
    expect(events(path)[0]).toBe("request_retrieved");
    expect(events(path)).not.toContain("issuance_successful");
  }
  expect(receiver.at("/elsewhere")).toEqual([]);
});

test("an unreachable receiver stops the session before anything is given out (I6)", async () => {
  const callback = { url: "http://127.0.0.1:3901/nobody-here", state: "none" };
  const { url, requestId } = await setup.api.createIssuance(setup, { callback });
  expect((await fetchOffer(url)).status).toBe(400);
  expect(await credentialsOf(requestId)).toEqual([]);
});

for (const status of [500, 403, 307]) {
  test(`what was signed turns invalid and is not released when the receiver answers ${status} (I6)`, async () => {
    const { path, url, requestId } = await offered();
    receiver.statuses.set(path, ({ event }) => (event.requestStatus === "issuance_successful" ? status : 200));
    const opened = await openOffer(url);
    const token = await getToken(opened);
    const key = await HolderKey.make();
    const ask = async () => askCredential(opened, token, [await key.proof(opened.issuer, await getNonce(opened))]);
    const answer = await ask();
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/eyJ/);
    expect(await credentialsOf(requestId)).toEqual([{ state: "abandoned", status_value: 1 }]);

    receiver.statuses.delete(path);
    expect((await ask()).status).toBeGreaterThanOrEqual(400);
    expect((await credentialsOf(requestId)).filter(({ status_value: value }) => value === 0)).toEqual([]);
    const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
    const lists = await abandonedEntries(requestId);
    expect(lists).toHaveLength(1);
    for (const entry of lists) expect(await tokenStatus(entry, document)).toBe(1);
  });
}

test("a session killed by wrong transaction codes is told once, as an error", async () => {
  const { path, url } = await offered({ pin: { value: "493827", length: 6 } });
  const opened = await openOffer(url);
  await Promise.all(
    Array.from({ length: 12 }, (_, index) => askToken(opened, { transactionCode: `0000${10 + index}` })),
  );
  await expect.poll(() => events(path)).toEqual(["request_retrieved", "issuance_error"]);
  const [, told] = receiver.at(path);
  expect(told?.event.error).toEqual({
    code: "IssuanceFlowFailed",
    message: "unspecified_error",
    innererror: { code: "transaction_code", message: expect.any(String) },
  });
  expect(told && (await verifyDelivery(setup.api.server, told))).toBe(true);
});

test("a callback to an address that is not public is refused when the offer is asked for (I11, E2)", async () => {
  for (const url of [
    "http://127.0.0.1:9/",
    "https://127.0.0.1/",
    "https://10.0.0.7/",
    "https://user@example.org/",
    "ftp://example.org/",
  ]) {
    const body = setup.api.issuanceRequest(setup, { callback: { url, state: "none" } });
    const answer = await setup.api.call("POST", "/createIssuanceRequest", body);
    expect({ url, status: answer.status }).toEqual({ url, status: 400 });
    expect(answer.text).toContain("callback");
  }
});
