import { beforeAll, expect, test, vi } from "vitest";
import { type Ctx, inTransaction } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { endSessionsOf } from "@/lib/issuance/end-sessions";
import { sweepSessions } from "@/lib/issuance/recover";
import { forgetTenant } from "@/lib/tenant/store";
import { call } from "@/lib/testing/admin-api";
import { Listener } from "@/lib/testing/callback";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { w3c } from "@/lib/testing/issuer-requests";
import { untilLocked } from "@/lib/testing/lock-wait";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let listener: Listener;
let ctx: Ctx;
beforeAll(async () => {
  listener = new Listener();
  shared.platform = await testPlatform({ egress: listener.egress });
  ctx = await testCtx(shared.platform);
});

const types = ["OpenBadgeCredential", "UniversityDegree"] as const;
type Type = (typeof types)[number];

/** A wallet with the token of a batch of two; `deferred` puts one off. */
async function redeemed(deferred?: Type) {
  const issuer = await IssuerClient.make(shared.platform);
  const requests = types.map((type) => {
    const credentialData = { type: ["VerifiableCredential", type], credentialSubject: { name: "Sample Person" } };
    return w3c({ credentialData, ...(deferred === type && { issuanceType: "DEFERRED" }) }, `${type}_jwt_vc_json`);
  });
  const headers = { statusCallbackUri: "https://app.example.org/$id" };
  const wallet = await OfferWallet.of(shared.platform, await issuer.offer(requests, { headers }));
  const offer = await wallet.read();
  const base: string = offer.credential_issuer;
  const token = await wallet.token(offer);
  const configurations = await wallet.configurations(offer);
  const post = (path: string, body: unknown, by: string = token.access_token) =>
    call("POST", `${base}/${path}`, { token: by, body });
  const ask = async (type: Type) => {
    const configuration = configurations.find(({ id }) => id.startsWith(type));
    if (!configuration) throw new Error(`The offer has no ${type}.`);
    const proof = { proof_type: "jwt", jwt: await wallet.proof(base, token.c_nonce) };
    return post("credential", { ...OfferWallet.wanted(base, configuration), proof });
  };
  const contractOf = async (type: Type): Promise<string> => {
    const where = { tenantId: ctx.tenantId, id: wallet.sessionId };
    const { authorityId } = await ctx.db.issuanceSession.findFirstOrThrow({ where });
    const own = { tenantId: ctx.tenantId, authorityId, configurationId: `${type}_jwt_vc_json` };
    return (await ctx.db.contract.findFirstOrThrow({ where: own })).id;
  };
  const archive = async (type: Type) => archiveContract(ctx, { contractId: await contractOf(type) });
  /** What was told of the offer's state since this was last asked, as `STATUS closed` or `STATUS open`. */
  const news = async (): Promise<string[]> => {
    await runOutbox(shared.platform);
    await runOutbox(shared.platform);
    const told = listener.told.splice(0).map(({ event }) => event);
    const changes = told.filter(({ id, type }) => id === wallet.sessionId && type === "issuance_status");
    return changes.map(({ data: { status, closed } }) => `${status} ${closed ? "closed" : "open"}`);
  };
  return { ask, post, contractOf, archive, news };
}

test.each([
  ["later", "UniversityDegree", "OpenBadgeCredential"],
  ["first", "OpenBadgeCredential", "UniversityDegree"],
] as const)(
  "with the contract of its %s credential a batch is not over: the other can be claimed, and ends it",
  async (_, gone, left) => {
    const { ask, archive, news } = await redeemed();
    await archive(gone);
    expect(await news()).toEqual(["UNSUCCESSFUL open"]);
    expect((await ask(left)).status).toBe(200);
    expect(await news()).toEqual(["SUCCESSFUL closed"]);
  },
);

test("its callback is told of an archived contract by a server that has not read the organisation for a while", async () => {
  const { archive, news } = await redeemed();
  forgetTenant(ctx, ctx.tenantId);
  await archive("UniversityDegree");
  expect(await news()).toEqual(["UNSUCCESSFUL open"]);
});

test("a batch is over with the last contract of it", async () => {
  const { archive, news } = await redeemed();
  await archive("UniversityDegree");
  await archive("OpenBadgeCredential");
  expect(await news()).toEqual(["UNSUCCESSFUL open", "UNSUCCESSFUL closed"]);
});

test("a batch is over with a contract whose other credential was issued", async () => {
  const { ask, archive, news } = await redeemed();
  await ask("UniversityDegree");
  expect(await news()).toEqual(["ACTIVE open"]);
  await archive("OpenBadgeCredential");
  expect(await news()).toEqual(["UNSUCCESSFUL closed"]);
});

test("one that is claimed while the other's contract is being archived ends the batch", async () => {
  const { ask, contractOf, news } = await redeemed();
  const contractId = await contractOf("UniversityDegree");
  let asked: Promise<unknown> = Promise.resolve();
  await inTransaction(ctx, async (tx) => {
    await endSessionsOf(tx, contractId, { code: "contract_archived", message: "Sample." });
    let over = false;
    asked = ask("OpenBadgeCredential").finally(() => {
      over = true;
    });
    await untilLocked(shared.platform, () => over);
  });
  await asked;
  expect((await news()).filter((told) => told.endsWith("closed"))).toEqual(["SUCCESSFUL closed"]);
});

test("what ran out of a batch does not end it while another that was put off is waited for", async () => {
  const { ask, post, news } = await redeemed("UniversityDegree");
  const { body } = await ask("UniversityDegree");
  shared.platform.clock.advance(3600);
  await sweepSessions(shared.platform);
  expect(await news()).toEqual(["EXPIRED open"]);
  expect((await post("credential_deferred", "", body.acceptance_token)).status).toBe(200);
  expect(await news()).toEqual(["SUCCESSFUL closed"]);
});

test("a batch of which nothing was claimed runs out once", async () => {
  const { news } = await redeemed();
  shared.platform.clock.advance(3600);
  await sweepSessions(shared.platform);
  expect(await news()).toEqual(["EXPIRED closed"]);
});

test("a wallet that deletes one credential of a batch does not end it while the other can be claimed", async () => {
  const { ask, post, news } = await redeemed();
  const { body } = await ask("OpenBadgeCredential");
  const notification = { notification_id: body.notification_id, event: "credential_deleted" };
  expect((await post("notification", notification)).status).toBe(204);
  expect(await news()).toEqual(["ACTIVE open", "REJECTED_BY_USER open"]);
  await ask("UniversityDegree");
  expect(await news()).toEqual(["SUCCESSFUL closed"]);
});
