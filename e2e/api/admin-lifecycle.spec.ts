import { expect, test } from "@playwright/test";
import { refusalIn, refused } from "@/e2e/support/admin-refusal";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv, type IssuingSetup, issuingSetup, keyChoices } from "@/e2e/support/issuing-setup";
import { PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { ask, postJson } from "@/e2e/support/wallet/ask";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { bitstringStatus, tokenStatus } from "@/e2e/support/wallet/status";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { askToken, claim, fetchOffer, openOffer } from "@/e2e/support/wallet/wallet";

/** Authorities and organisations from their settings to their end (reference, sections 6.4, 6.5 and 10). */

const control = `${defaultServer.keyManagement}/_control`;
const kmsLog = `${defaultServer.keyManagement}/_requests`;

test.afterEach(() => ask(control, { method: "DELETE" }));

const tenantToken = (tenant: string, role = "owner") => tokenOf(defaultServerEnv, "--role", role, "--tenant", tenant);
const path = (setup: IssuingSetup) => `/authorities/${setup.authority.id}`;

interface Left {
  readonly document: DidDocument;
  readonly held: Awaited<ReturnType<typeof verifyCredential>>;
  readonly entry: Parameters<typeof bitstringStatus>[0];
  /** An offer nobody took up, one opened with its code, and a token that still had something to give. */
  readonly open: string;
  readonly opened: Awaited<ReturnType<typeof openOffer>>;
}

/** What is out in the world of an issuer that is about to end. */
async function leftBehind(setup: IssuingSetup): Promise<Left> {
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const { credential } = await claim((await setup.api.createIssuance(setup, { format: "jwt_vc_json" })).url);
  const held = await verifyCredential("jwt_vc_json", credential, document);
  const { vc } = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  const { url: open } = await setup.api.createIssuance(setup);
  const opened = await openOffer((await setup.api.createIssuance(setup)).url);
  return { document, held, entry: vc.credentialStatus, open, opened };
}

/** The final lists say that nothing is valid, and no offer or code gives anything any more. */
async function expectEnded({ document, held, entry, open, opened }: Left): Promise<void> {
  expect(await tokenStatus(held.status, document)).toBe(1);
  expect(await bitstringStatus(entry, document)).toBe(1);
  expect((await fetchOffer(open)).status).toBe(404);
  expect((await askToken(opened)).status).toBeGreaterThanOrEqual(400);
}

/** What the key store was asked to do by this key since its log was emptied. The maintenance may look at it any time. */
async function askedOf(keyId: string): Promise<string[]> {
  const { requests } = (await ask(kmsLog)).json<{ requests: { operation: string; keyId: string; error: unknown }[] }>();
  const id = keyId.split("/").at(-1);
  return requests
    .filter(({ keyId: of, error, operation }) => of?.endsWith(String(id)) && !error && operation !== "DescribeKey")
    .map(({ operation }) => operation);
}

test.describe("authorities of one organisation", () => {
  let setup: IssuingSetup;
  test.beforeAll(async () => {
    setup = await issuingSetup({ name: `ending-${process.pid}`, key: "aws" });
  });

  test("a name changes with If-Match, and nothing else does (6.4)", async () => {
    const read = await setup.api.call("GET", path(setup));
    const etag = String(read.headers.etag);
    const renamed = await setup.api.call("PATCH", path(setup), { name: "Renamed" }, { "if-match": etag });
    expect([renamed.status, renamed.json()]).toEqual([200, { ...read.json(), name: "Renamed" }]);
    const late = await setup.api.call("PATCH", path(setup), { name: "Late" }, { "if-match": etag });
    expect([late.status, refusalIn(late).code]).toEqual([412, "preconditionFailed"]);
    for (const [body, target] of [
      [{}, "name"],
      [{ name: " " }, "name"],
      [{ name: 7 }, "name"],
      [{ name: "x", status: "Disabled" }, "status"],
      [{ name: "x", didModel: {} }, "didModel"],
    ] as const) {
      expect(refused(await setup.api.call("PATCH", path(setup), body))).toEqual([400, "badOrMissingField", target]);
    }
    expect((await setup.api.call("GET", path(setup))).json()).toEqual(renamed.json());
  });

  test("while the key store denies or breaks, nothing is half done, and the next try succeeds (3.5, P3)", async () => {
    const body = {
      name: "Later",
      linkedDomainUrl: `https://later-${process.pid}.example.org/`,
      didMethod: "web",
      key: keyChoices.aws,
    };
    const before = await setup.api.call("GET", "/authorities");
    const create = () => setup.api.call("POST", "/authorities", body);
    const rotate = () => setup.api.call("POST", `${path(setup)}/didInfo/signingKeys/rotate`);
    for (const [switches, act] of [
      [{ deny: ["CreateKey"] }, create],
      [{ errorRate: 1 }, create],
      [{ deny: ["CreateKey"] }, rotate],
      [{ errorRate: 1 }, rotate],
      [{ deny: ["Sign"] }, () => setup.api.call("POST", `${path(setup)}/generateWellknownDidConfiguration`)],
    ] as const) {
      await postJson(control, switches);
      const answer = await act();
      await ask(control, { method: "DELETE" });
      expect([switches, ...refused(answer)]).toEqual([switches, 503, "transientError"]);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      expect(answer.text).not.toMatch(/arn:|AKIA|is not authorized/);
      expect((await setup.api.call("GET", "/authorities")).json()).toEqual(before.json());
    }
    await expect.poll(async () => (await create()).status, { timeout: 40_000, intervals: [1000] }).toBe(201);
    const later = (await setup.api.call("GET", "/authorities")).json<{ value: { id: string; name: string }[] }>();
    const [made, ...more] = later.value.filter(({ name }) => name === "Later");
    expect(more).toEqual([]);
    await setup.api.must(200, "PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: true });
    expect((await setup.api.beta("DELETE", `/authorities/${made?.id}`)).status).toBe(200);
    await setup.api.must(200, "PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: false });
  });

  test("a deleted authority answers 200 with nothing, then 404; its last lists are signed before its key goes (6.5, I12)", async () => {
    const { keyId } = setup.authority.kmsMetadata;
    const left = await leftBehind(setup);
    expect(refused(await setup.api.beta("DELETE", path(setup)))).toEqual([400, "didMethodNotSupported"]);
    expect((await fetchOffer(left.open)).status).toBe(200);
    await setup.api.must(200, "PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: true });

    await ask(kmsLog, { method: "DELETE" });
    const removed = await setup.api.beta("DELETE", path(setup));
    expect([removed.status, removed.text]).toEqual([200, ""]);
    const asked = await askedOf(keyId);
    expect(asked.filter((operation) => operation === "ScheduleKeyDeletion")).toHaveLength(1);
    expect(asked.indexOf("Sign")).toBeGreaterThanOrEqual(0);
    expect(asked.lastIndexOf("Sign")).toBeLessThan(asked.indexOf("ScheduleKeyDeletion"));

    for (const again of [await setup.api.call("GET", path(setup)), await setup.api.beta("DELETE", path(setup))]) {
      expect(refused(again)).toEqual([404, "notFound", "authorityId"]);
    }
    expect((await setup.api.call("GET", "/authorities")).json()).toEqual({ value: [] });
    await expectEnded(left);
  });

  test("keys that cannot be deleted are named in the reference's error, and the authority is deleted all the same (6.5)", async () => {
    const authority = await setup.api.createAuthority("https://kept-key.example.org/", keyChoices.aws);
    const kept = { ...setup, authority, contract: await setup.api.createContract(authority.id, "Of a kept key") };
    await setup.api.must(200, "PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: true });
    const left = await leftBehind(kept);
    await postJson(control, { deny: ["ScheduleKeyDeletion"] });
    const answer = await setup.api.beta("DELETE", path(kept));
    expect([answer.status, refusalIn(answer)]).toEqual([
      400,
      {
        code: "deleteIssuerSuccessfulButKeyDeletionFailed",
        message: expect.stringContaining(authority.kmsMetadata.keyId),
      },
    ]);
    expect(refused(await setup.api.call("GET", path(kept)))).toEqual([404, "notFound", "authorityId"]);
    await expectEnded(left);
  });
});

test("an opt-out kills every token and offer, signs the last lists, then gives the keys up (10, I12, B52)", async () => {
  const tenant = `leaving-${process.pid}`;
  const setup = await issuingSetup({ name: tenant, key: "aws" });
  const second = await setup.api.createAuthority(`https://second-${tenant}.example.org/`, keyChoices.aws);
  const left = await leftBehind(setup);
  const admin = new PortalApi(setup.api.server, await tenantToken(tenant, "admin"));
  expect(refused(await admin.call("POST", "/optout"))).toEqual([403, "forbidden"]);
  expect((await setup.api.call("GET", path(setup))).status).toBe(200);

  await ask(kmsLog, { method: "DELETE" });
  // A body is not looked at, and the bare word is the whole answer.
  const gone = await setup.api.call("POST", "/optout", { confirm: false });
  expect([gone.status, gone.text, gone.headers["content-type"]]).toEqual([200, "OK", "application/json"]);
  for (const { kmsMetadata } of [setup.authority, second]) {
    const asked = await askedOf(kmsMetadata.keyId);
    expect(asked.at(-1)).toBe("ScheduleKeyDeletion");
    expect(asked.filter((operation) => operation === "ScheduleKeyDeletion")).toHaveLength(1);
  }
  expect(await askedOf(setup.authority.kmsMetadata.keyId)).toContain("Sign");
  for (const api of [setup.api, admin]) {
    expect(refused(await api.call("GET", "/authorities"))).toEqual([401, "tokenError"]);
  }
  await expectEnded(left);

  const again = new PortalApi(setup.api.server, await tenantToken(tenant));
  for (const [method, route] of [
    ["GET", "/authorities"],
    ["GET", path(setup)],
    ["POST", "/optout"],
  ] as const) {
    expect(refused(await again.call(method, route))).toEqual([409, "tenantNotOnboarded"]);
  }
  await again.onboard();
  expect((await again.call("GET", "/authorities")).json()).toEqual({ value: [] });
  // The name is free again, and so is the contract's classic id.
  const anew = await again.createAuthority(`https://${tenant}.example.org/`, keyChoices.jwk);
  expect((await again.createContract(anew.id, `Staff badge of ${tenant}`)).id).toBe(setup.contract.id);
});

test("an organisation whose keys cannot be deleted has opted out all the same, and is told which stand (10)", async () => {
  const tenant = `stuck-${process.pid}`;
  const setup = await issuingSetup({ name: tenant, key: "aws" });
  const left = await leftBehind(setup);
  await postJson(control, { deny: ["ScheduleKeyDeletion"] });
  const answer = await setup.api.call("POST", "/optout");
  expect([answer.status, refusalIn(answer)]).toEqual([
    400,
    {
      code: "deleteIssuerSuccessfulButKeyDeletionFailed",
      message: expect.stringContaining(setup.authority.kmsMetadata.keyId),
    },
  ]);
  expect((await setup.api.call("GET", "/authorities")).status).toBe(401);
  await expectEnded(left);
});

test("an opt-out while the key store is silent answers with the same error, and nothing is valid any more (I12, P4)", async () => {
  const tenant = `silent-${process.pid}`;
  const setup = await issuingSetup({ name: tenant, key: "aws" });
  const { open, opened, held } = await leftBehind(setup);
  await postJson(control, { deny: ["Sign", "ScheduleKeyDeletion"] });
  const answer = await setup.api.call("POST", "/optout");
  expect([answer.status, refusalIn(answer).code]).toEqual([400, "deleteIssuerSuccessfulButKeyDeletionFailed"]);
  expect((await fetchOffer(open)).status).toBe(404);
  expect((await askToken(opened)).status).toBeGreaterThanOrEqual(400);
  // The old list, which called it valid, is not served any more.
  expect((await ask(held.status.uri)).status).toBe(503);
});
