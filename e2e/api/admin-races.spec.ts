import { expect, test } from "@playwright/test";
import { refused } from "@/e2e/support/admin-refusal";
import { type DomainHost, domainHost } from "@/e2e/support/domain-host";
import { type IssuingSetup, issuingSetup, keyChoices } from "@/e2e/support/issuing-setup";
import { badgeContract, type Contract } from "@/e2e/support/portal-api";
import type { Answer } from "@/e2e/support/wallet/ask";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { tokenStatus } from "@/e2e/support/wallet/status";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { claim } from "@/e2e/support/wallet/wallet";

/** Requests that meet one another, over connections of their own (security D2, I3, I8, I12). */

const TIMES = 50;
const times = <Result>(run: (at: number) => Promise<Result>, count = TIMES): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => run(at)));

/** How many answers had each status. */
function statuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

let setup: IssuingSetup;
let authority: string;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `admin-races-${process.pid}` });
  authority = `/authorities/${setup.authority.id}`;
});

test("of fifty who make a contract of one name, one does, and the others are told so", async () => {
  const body = badgeContract("Wanted by many");
  const answers = await times((at) =>
    setup.api.call("POST", `${authority}/contracts`, at % 2 ? { ...body, name: body.name.toUpperCase() } : body),
  );
  expect(statuses(answers)).toEqual({ 201: 1, 409: TIMES - 1 });
  for (const answer of answers.filter(({ status }) => status === 409)) {
    expect(refused(answer)).toEqual([409, "contractNameNotUnique", "name"]);
  }
  const { value } = (await setup.api.call("GET", `${authority}/contracts`)).json<{ value: Contract[] }>();
  expect(value.filter(({ id }) => Buffer.from(id, "base64url").toString().endsWith("wanted by many"))).toHaveLength(1);
});

test("of fifty changes to one state, one is made; of unconditional ones, the last that was told so stands", async () => {
  const contract = await setup.api.createContract(setup.authority.id, "Changed by many");
  const path = `${authority}/contracts/${contract.id}`;
  for (const [route, body] of [
    [path, (at: number) => ({ rules: { ...contract.rules, validityInterval: 1000 + at } })],
    [authority, (at: number) => ({ name: `Name ${at}` })],
  ] as const) {
    const etag = String((await setup.api.call("GET", route)).headers.etag);
    const answers = await times((at) => setup.api.call("PATCH", route, body(at), { "if-match": etag }));
    expect(statuses(answers)).toEqual({ 200: 1, 412: TIMES - 1 });
    const winner = answers.find(({ status }) => status === 200);
    expect((await setup.api.call("GET", route)).json()).toEqual(winner?.json());

    const all = await times((at) => setup.api.call("PATCH", route, body(at)));
    expect(all.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    const made = all.filter(({ status }) => status === 200).map(({ text }) => text);
    expect(made).toContain((await setup.api.call("GET", route)).text);
  }
});

test("one creation by its Idempotency-Key, twenty at once: one authority, and everyone gets it or is told to wait (D8)", async () => {
  const body = { name: "Once", linkedDomainUrl: "https://once.example.org/", didMethod: "web", key: keyChoices.jwk };
  const create = () => setup.api.call("POST", "/authorities", body, { "idempotency-key": `once-${process.pid}` });
  const answers = await times(create, 20);
  const made = [...answers.filter(({ status }) => status === 201), await create()];
  expect(new Set(made.map(({ text }) => text)).size).toBe(1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expect(refused(answer)).toEqual([409, "requestInProgress", "Idempotency-Key"]);
  }
  const { value } = (await setup.api.call("GET", "/authorities")).json<{ value: { name: string }[] }>();
  expect(value.filter(({ name }) => name === "Once")).toHaveLength(1);
});

test("one credential revoked, suspended and reinstated by many at once is revoked in the end (I5)", async () => {
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const { credential } = await claim((await setup.api.createIssuance(setup)).url);
  const { id, status } = await verifyCredential("jwt_vc_json", credential, document);
  const of = `${authority}/contracts/${setup.contract.id}/credentials/${id}`;
  const answers = await times((at) =>
    at % 3 === 0
      ? setup.api.call("POST", `${of}/revoke`)
      : setup.api.beta("POST", `${of}/${at % 3 === 1 ? "suspend" : "reinstate"}`),
  );
  expect(answers.filter((answer) => ![204, 409].includes(answer.status))).toEqual([]);
  expect(await tokenStatus(status, document)).toBe(1);
  expect((await setup.api.getCredential(setup, id)).status).toBe("issuerRevoked");
});

test.describe("while wallets claim", () => {
  /** Claims that succeed; the refusals are of those that came too late. */
  async function claimMany(from: IssuingSetup, count: number): Promise<() => Promise<string[]>> {
    const offers = await times(() => from.api.createIssuance(from, { format: "jwt_vc_json" }), count);
    const claims = Promise.allSettled(offers.map(({ url }) => claim(url)));
    return async () => (await claims).flatMap((each) => (each.status === "fulfilled" ? [each.value.credential] : []));
  }

  let host: DomainHost;
  test.beforeAll(async () => {
    host = await domainHost();
  });
  test.afterAll(() => host.stop());

  test("a key is rotated and switched: every credential verifies by the document that is served then (I8, P5)", async () => {
    const rotating = await setup.api.createAuthority(host.url, keyChoices.jwk);
    const contract = await setup.api.createContract(rotating.id, "Issued while rotating");
    const issuing = { ...setup, authority: rotating, contract };
    const post = (action: string) => setup.api.call("POST", `/authorities/${rotating.id}/${action}`);
    const claimed: (() => Promise<string[]>)[] = [];
    let document: DidDocument | undefined;
    for (let round = 0; round < 3; round++) {
      claimed.push(await claimMany(issuing, 10));
      const rotations = await times(() => post("didInfo/signingKeys/rotate"), 2);
      expect(statuses(rotations)).toEqual({ 200: 2 });
      document = (await post("generateDidDocument")).json<DidDocument>();
      host.files.set("did.json", { json: document });
      const switched = await times(() => post("didInfo/synchronizeWithDidDocument"), 4);
      expect(statuses(switched)).toEqual({ 200: 4 });
    }
    const after = await claim((await setup.api.createIssuance(issuing)).url);
    const credentials = (await Promise.all(claimed.map((each) => each()))).flat();
    expect(credentials).toHaveLength(30);
    if (!document) throw new Error("nothing was rotated");
    for (const credential of [...credentials, after.credential]) {
      await verifyCredential("jwt_vc_json", credential, document);
    }
    const { kid } = JSON.parse(Buffer.from(after.credential.split(".")[0] ?? "", "base64url").toString());
    expect(kid).toBe(document.id + document.verificationMethod[0]?.id);
  });

  test("the organisation opts out: whatever a wallet still got is invalid in the last list (I12)", async () => {
    const leaving = await issuingSetup({ name: `leaving-race-${process.pid}` });
    const document = await hostedDidDocument(leaving.api.server, leaving.authority.didModel.did);
    const claimed = await claimMany(leaving, 30);
    // Some have begun, some have not.
    await leaving.api.call("GET", "/authorities");
    const answers = await times(() => leaving.api.call("POST", "/optout"), 3);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) expect([401, 409]).toContain(answer.status);
    for (const credential of await claimed()) {
      const { status } = await verifyCredential("jwt_vc_json", credential, document);
      expect(await tokenStatus(status, document)).toBe(1);
    }
    expect((await leaving.api.call("POST", "/createIssuanceRequest", {})).status).toBe(401);
  });
});
