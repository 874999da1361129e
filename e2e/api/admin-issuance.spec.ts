import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { refused } from "@/e2e/support/admin-refusal";
import { callbackReceiver } from "@/e2e/support/callback-receiver";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims, badgeContract, type Contract } from "@/e2e/support/portal-api";
import { readQrCode } from "@/e2e/support/qr-code";
import { expectRefusal } from "@/e2e/support/refusals";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { askToken, claim, fetchOffer, openOffer } from "@/e2e/support/wallet/wallet";

/** createIssuanceRequest whole, up to what a wallet holds in the end (reference, section 14.1). */

let setup: IssuingSetup;
/** Lets the request set the end of validity. */
let flexible: Contract;
let receiver: Awaited<ReturnType<typeof callbackReceiver>>;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `admin-issuance-${process.pid}` });
  const body = { ...badgeContract("Flexible"), allowOverrideValidityIntervalOnIssuance: true };
  flexible = await setup.api.must(201, "POST", `/authorities/${setup.authority.id}/contracts`, body);
  receiver = await callbackReceiver();
});
test.afterAll(() => receiver.stop());

interface Offered {
  requestId: string;
  url: string;
  expiry: number;
  qrCode?: string;
}

const request = (changes: object = {}, contract = setup.contract) => ({
  ...(setup.api.issuanceRequest({ ...setup, contract }) as object),
  ...changes,
});
const send = (changes: object = {}, contract?: Contract) =>
  setup.api.call("POST", "/createIssuanceRequest", request(changes, contract));

async function offer(changes: object = {}, contract?: Contract): Promise<Offered> {
  const answer = await send(changes, contract);
  expect(answer.status, answer.text).toBe(201);
  return answer.json<Offered>();
}

const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());

test("the QR code is a picture of the very address in the answer, and comes only when asked for", async () => {
  const plain = await offer();
  expect(Object.keys(plain).sort()).toEqual(["expiry", "requestId", "url"]);
  const { url, qrCode = "", expiry } = await offer({ includeQRCode: true });
  const [, picture = ""] = /^data:image\/png;base64,([A-Za-z0-9+/]+=*)$/.exec(qrCode) ?? [];
  expect(readQrCode(Buffer.from(picture, "base64"))).toBe(url);
  expect(expiry - Date.now() / 1000).toBeGreaterThan(200);
  expect((await fetchOffer(url)).status).toBe(200);
});

test("a wallet claims with the PIN that we know only as the reference's hash (P1, S6)", async () => {
  const pin = {
    value: "sV3r6/fmYZeNnXg+5aNJaCWzE33jiRQCn0+ICxBU5eM=",
    length: 4,
    type: "numeric",
    salt: "somesalt",
    alg: "sha256",
    iterations: 1,
  };
  const { url } = await offer({ pin });
  const opened = await openOffer(url);
  expect(opened.transactionCode).toMatchObject({ length: 4, input_mode: "numeric" });
  expectRefusal(await askToken(opened, { transactionCode: "3538" }), "invalid_grant");
  expectRefusal(await askToken(opened, { transactionCode: pin.value }), "invalid_grant");
  const { credential } = await claim(url, { transactionCode: "3539" });
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  await verifyCredential("jwt_vc_json", credential, document);
});

test("the end of validity is the request's where the contract allows it, and the contract's otherwise", async () => {
  const end = Math.floor(Date.now() / 1000) + 86_400;
  const expirationDate = new Date(end * 1000).toISOString();
  expect(payloadOf((await claim((await offer({ expirationDate }, flexible)).url)).credential).exp).toBe(end);
  const now = Date.now() / 1000;
  const usual = payloadOf((await claim((await offer({}, flexible)).url)).credential);
  // Up to the end of that day (security P4).
  expect(usual.exp % 86_400).toBe(0);
  expect(usual.exp - now).toBeGreaterThanOrEqual(2_592_000);
  expect(usual.exp - now).toBeLessThan(2_592_000 + 86_460);
  expect(refused(await send({ expirationDate }))).toEqual([400, "allowOverrideValidityNotEnabled", "expirationDate"]);
});

test("the callback gets its state and the two headers that may be given, in any case of theirs", async () => {
  for (const headers of [
    { "api-key": "sample" },
    { Authorization: "Bearer sample" },
    { "API-Key": "a", authorization: "b" },
  ]) {
    const path = `/${randomUUID()}`;
    const { url, requestId } = await offer({ callback: { url: receiver.url(path), state: "order 7", headers } });
    await claim(url);
    const told = receiver.at(path);
    expect(told.map(({ event }) => event)).toEqual([
      { requestId, requestStatus: "request_retrieved", state: "order 7" },
      { requestId, requestStatus: "issuance_successful", state: "order 7" },
    ]);
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    for (const delivery of told) expect(delivery.headers).toMatchObject(lower);
  }
});

test("members that are null count as left out, and the manifest may carry a query", async () => {
  await offer({ pin: null, callback: null, expirationDate: null });
  await offer({ manifest: `${setup.contract.manifestUrl}?manifestType=claimInjection` });
  await offer({
    registration: { clientName: "Desk", logoUrl: "", termsOfServiceUrl: "https://app.example.org/terms" },
  });
});

test("what cannot be offered is refused with the field at fault, and nothing comes about", async () => {
  const callback = { url: receiver.url("/never"), state: "s" };
  const claims = badgeClaims();
  const hour = 3_600_000;
  const cases: [changes: object, target: string][] = [
    [{ authority: "did:web:other.example.org" }, "authority"],
    [{ manifest: "https://example.org/contract" }, "manifest"],
    [{ manifest: setup.contract.manifestUrl.replace(setup.contract.id, "bm9uZQ") }, "manifest"],
    [{ type: "Passport" }, "type"],
    [{ registration: {} }, "registration.clientName"],
    [{ registration: undefined }, "registration"],
    [{ registration: { clientName: "x", logoUrl: "javascript:1" } }, "registration.logoUrl"],
    [{ callback: { ...callback, headers: { cookie: "a=b" } } }, "callback.headers.cookie"],
    [{ callback: { url: callback.url } }, "callback.state"],
    [{ callback: { ...callback, url: "http://127.0.0.1:1/hook" } }, "callback.url"],
    [{ callback: { ...callback, url: "https://169.254.169.254/latest" } }, "callback.url"],
    [{ claims: { ...claims, height: "2 m" } }, "claims.height"],
    [{ claims: { name: "Sample Person" } }, "claims.number"],
    [{ claims: { ...claims, team: 7 } }, "claims.team"],
    [{ claims: null }, "claims.name"],
    [{ pin: { value: "123" } }, "pin.value"],
    [{ pin: { value: "12345", length: 6 } }, "pin.length"],
    [{ pin: { value: "1234", salt: "somesalt" } }, "pin.value"],
    [{ pin: { value: "1234", alg: "sha256", iterations: 1 } }, "pin.salt"],
    [{ pin: { value: "1234", type: "alphanumeric" } }, "pin.type"],
    [{ expirationDate: "tomorrow" }, "expirationDate"],
    [{ includeQRCode: "yes" }, "includeQRCode"],
    [{ surprise: true }, "surprise"],
  ];
  for (const [changes, target] of cases) {
    expect(refused(await send(changes))).toEqual([400, "badOrMissingField", target]);
  }
  const expirationDate = new Date(Date.now() - hour).toISOString();
  expect(refused(await send({ expirationDate }, flexible))).toEqual([400, "badOrMissingField", "expirationDate"]);
  expect(receiver.at("/never")).toEqual([]);
});

test("a repeated request with its Idempotency-Key gives the same offer, also twenty at once; another body is refused (D8)", async () => {
  const key = { "idempotency-key": randomUUID() };
  const body = request();
  const again = () => setup.api.call("POST", "/createIssuanceRequest", body, key);
  const answers = await Promise.all(Array.from({ length: 20 }, again));
  const made = answers.filter(({ status }) => status === 201);
  expect(made.length).toBeGreaterThan(0);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expect(refused(answer)).toEqual([409, "requestInProgress", "Idempotency-Key"]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  }
  const last = await again();
  expect(last.headers["idempotent-replayed"]).toBe("true");
  expect(new Set([...made, last].map(({ text }) => text)).size).toBe(1);
  const other = await setup.api.call("POST", "/createIssuanceRequest", request({ includeQRCode: true }), key);
  expect(refused(other)).toEqual([422, "idempotencyKeyReused", "Idempotency-Key"]);
  const bad = await setup.api.call("POST", "/createIssuanceRequest", body, { "idempotency-key": "with blanks" });
  expect(refused(bad)).toEqual([400, "badOrMissingField", "Idempotency-Key"]);
  // A refusal changed nothing: the key may be used for the mended request.
  const mended = { "idempotency-key": randomUUID() };
  expect((await setup.api.call("POST", "/createIssuanceRequest", request({ type: "Passport" }), mended)).status).toBe(
    400,
  );
  expect((await setup.api.call("POST", "/createIssuanceRequest", body, mended)).status).toBe(201);
});
