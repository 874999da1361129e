import { decodeJwt } from "jose";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Platform } from "@/lib/context";
import { call } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { gate } from "@/lib/testing/gate";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { w3c } from "@/lib/testing/issuer-requests";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/context").Platform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let platform: Awaited<ReturnType<typeof testPlatform>>;
beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(() => {
  shared.platform = platform;
});

/** The first two of these statements are sent off together. */
function sendTogether(name: string): void {
  const both = gate();
  let arrived = 0;
  const sql: Platform["sql"] = async (statement, values) => {
    if (statement.name === name && ++arrived <= 2) {
      if (arrived === 2) both.open();
      await both.opened;
    }
    return platform.sql<never>(statement, values);
  };
  shared.platform = { ...platform, sql };
}

const named = (name: string, more: object = {}) => w3c({ credentialData: subject(name), ...more });
const subject = (name: string) => ({
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  credentialSubject: { name },
});

/** A wallet with the token of an offer of as many credentials of one configuration. */
async function redeemed(names: readonly string[], more: object = {}) {
  const issuer = await IssuerClient.make(platform);
  const wallet = await OfferWallet.of(platform, await issuer.offer(names.map((name) => named(name, more))));
  const offer = await wallet.read();
  const base: string = offer.credential_issuer;
  const [configuration] = await wallet.configurations(offer);
  if (!configuration) throw new Error("The offer has no configuration.");
  const token = await wallet.token(offer);
  const request = async () => ({
    ...OfferWallet.wanted(base, configuration),
    proof: { proof_type: "jwt", jwt: await wallet.proof(base, token.c_nonce) },
  });
  const post = (path: string, body: unknown, by: string = token.access_token) =>
    call("POST", `${base}/${path}`, { token: by, body });
  return {
    ask: async () => post("credential", await request()),
    askForTwo: async () => post("batch_credential", { credential_requests: [await request(), await request()] }),
    fetchDeferred: (acceptance: string) => post("credential_deferred", "", acceptance),
  };
}

const nameIn = (credential: string): string =>
  decodeJwt<{ vc: { credentialSubject: { name: string } } }>(credential).vc.credentialSubject.name;

test("two requests at once for the same configuration of a batch get a credential each (I3)", async () => {
  const { ask } = await redeemed(["One", "Two"]);
  sendTogether("prepare-credentials");
  const answers = await Promise.all([ask(), ask()]);
  expect(answers.map(({ status, text }) => [status, status === 200 ? "" : text])).toEqual([
    [200, ""],
    [200, ""],
  ]);
  expect(answers.map(({ body }) => nameIn(body.credential)).sort()).toEqual(["One", "Two"]);
});

test("a request that comes while another is at work takes the next credential of the batch", async () => {
  const { ask } = await redeemed(["One", "Two"]);
  const { jwk } = platform.keyProviders;
  const sign = jwk.sign.bind(jwk);
  const [arrived, answer] = [gate(), gate()];
  const spy = vi.spyOn(jwk, "sign").mockImplementationOnce(async (...input) => {
    arrived.open();
    await answer.opened;
    return sign(...input);
  });
  const first = ask();
  await arrived.opened;
  const second = await ask();
  answer.open();
  spy.mockRestore();
  expect([nameIn((await first).body.credential), nameIn(second.body.credential)]).toEqual(["One", "Two"]);
});

test("with no other left, the request that comes later has the credential, as after an answer that was lost", async () => {
  const { ask } = await redeemed(["One", "Two"]);
  await ask();
  platform.clock.advance(1);
  sendTogether("prepare-credentials");
  const answers = await Promise.all([ask(), ask()]);
  const given = answers.filter(({ status }) => status === 200).map(({ body }) => nameIn(body.credential));
  expect(new Set(given)).toEqual(new Set(["Two"]));
});

test("two requests at once for several credentials get as many each (draft 13, section 8)", async () => {
  const { askForTwo } = await redeemed(["One", "Two", "Three", "Four"]);
  sendTogether("prepare-credentials");
  const answers = await Promise.all([askForTwo(), askForTwo()]);
  const given = answers.flatMap(({ body }) => body.credential_responses ?? []);
  expect(given.map(({ credential }) => nameIn(credential)).sort()).toEqual(["Four", "One", "Three", "Two"]);
});

test.each([
  ["one after the other", () => undefined],
  ["at once", () => sendTogether("defer-credential")],
])("two credentials of one configuration that are put off %s are two transactions", async (_how, prepare) => {
  const { ask, fetchDeferred } = await redeemed(["One", "Two"], { issuanceType: "DEFERRED" });
  prepare();
  const put = _how === "at once" ? await Promise.all([ask(), ask()]) : [await ask(), await ask()];
  const got = [];
  for (const { body } of put) got.push(await fetchDeferred(body.acceptance_token));
  expect(got.map(({ body }) => body.credential && nameIn(body.credential)).sort()).toEqual(["One", "Two"]);
});
