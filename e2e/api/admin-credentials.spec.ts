import { createHash } from "node:crypto";
import { expect, test } from "@playwright/test";
import { refused } from "@/e2e/support/admin-refusal";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims, type FoundCredential } from "@/e2e/support/portal-api";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { bitstringStatus, tokenStatus } from "@/e2e/support/wallet/status";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";
import { claim } from "@/e2e/support/wallet/wallet";

/** What is ours besides the reference: lists in pages, suspension, revoking many, and what became of offers. */

interface Issued {
  id: string;
  status: { uri: string; idx: number };
  requestId: string;
}

let setup: IssuingSetup;
let document: DidDocument;
let of: string;
/** The oldest first. */
const issued: Issued[] = [];

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `admin-credentials-${process.pid}` });
  document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  of = `/authorities/${setup.authority.id}/contracts/${setup.contract.id}`;
  for (let at = 0; at < 12; at++) {
    const { url, requestId } = await setup.api.createIssuance(setup, { claims: badgeClaims() });
    const { credential } = await claim(url);
    const { id, status } = await verifyCredential("jwt_vc_json", credential, document);
    issued.push({ id, status, requestId });
  }
});

interface Page<Item> {
  value: Item[];
  nextLink?: string;
}

/** Follows `nextLink` to the end; `between` runs after the first page. */
async function allPages<Item>(first: string, between = async () => {}): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | undefined = setup.api.server + first;
  for (let pages = 0; next !== undefined && pages < 20; pages++) {
    const { pathname, search } = new URL(next);
    const answer = await setup.api.send("GET", pathname + search);
    expect(answer.status).toBe(200);
    const page: Page<Item> = answer.json();
    items.push(...page.value);
    next = page.nextLink;
    if (pages === 0) await between();
  }
  return items;
}

const wire = async ({ id }: Issued) => (await setup.api.getCredential(setup, id)).status;

test("pages lead to each credential once, the newest first, whatever is issued meanwhile", async () => {
  const path = `/beta/verifiableCredentials${of}/credentials?top=5`;
  const found = await allPages<FoundCredential>(path, async () => {
    await claim((await setup.api.createIssuance(setup)).url);
  });
  expect(found.map(({ id }) => id)).toEqual(issued.map(({ id }) => id).reverse());
  expect(found[0]).toEqual({
    id: expect.stringMatching(/^urn:pic:[0-9a-f]{32}$/),
    status: "valid",
    contractId: setup.contract.id,
    issuedAt: expect.stringMatching(/\.\d{7}Z$/),
    issuedAtTimestamp: expect.stringMatching(/GMT$/),
  });
  for (const query of ["?top=0", "?top=x", "?skiptoken=x", "?includeExpired=perhaps"]) {
    const [status, code] = refused(await setup.api.beta("GET", `${of}/credentials${query}`));
    expect([status, code]).toEqual([400, "badOrMissingField"]);
  }
});

test("a suspended credential reads 2 in the very next list and bad in the W3C one, and is valid again when reinstated (I5)", async () => {
  const [one] = issued;
  if (!one) throw new Error("nothing was issued");
  const { credential } = await claim((await setup.api.createIssuance(setup)).url);
  const held = await verifyCredential("jwt_vc_json", credential, document);
  const { vc } = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  const turn = (id: string, action: string) => setup.api.beta("POST", `${of}/credentials/${id}/${action}`, "");
  const both = async () => [
    await tokenStatus(held.status, document),
    await bitstringStatus(vc.credentialStatus, document),
  ];

  for (const _ of ["once", "again"]) {
    expect((await turn(held.id, "suspend")).status).toBe(204);
    expect(await both()).toEqual([2, 1]);
  }
  expect((await setup.api.getCredential(setup, held.id)).status).toBe("issuerSuspended");
  expect((await turn(encodeURIComponent(held.id), "reinstate")).status).toBe(204);
  expect(await both()).toEqual([0, 0]);
  expect((await setup.api.getCredential(setup, held.id)).status).toBe("valid");

  await turn(held.id, "suspend");
  await setup.api.revokeCredential(setup, held.id);
  expect(await both()).toEqual([1, 1]);
  for (const action of ["suspend", "reinstate"]) {
    const [status] = refused(await turn(held.id, action));
    expect(status).toBe(409);
  }
  expect(await both()).toEqual([1, 1]);
  const unknown = `urn:pic:${"0".repeat(32)}`;
  for (const action of ["suspend", "reinstate"]) {
    expect(refused(await turn(unknown, action))).toEqual([404, "notFound", "credentialId"]);
  }
});

test("a credential is found by its hash however published clients spell the filter; other filters are refused (9.3)", async () => {
  const hashOf = (value: string) =>
    createHash("sha256")
      .update(setup.contract.id + value)
      .digest("base64");
  // One with both characters that mean something else in a query.
  const { number: stem } = badgeClaims();
  const number = Array.from({ length: 500 }, (_, at) => `${stem}-${at}`).find((one) =>
    /\+.*\/|\/.*\+/.test(hashOf(one)),
  );
  if (!number) throw new Error("no hash of 500 has both");
  const { credential } = await claim(
    (await setup.api.createIssuance(setup, { claims: { name: "Sample Person", number } })).url,
  );
  const { id } = await verifyCredential("jwt_vc_json", credential, document);
  const found = async (filter: string) => {
    const answer = await setup.api.call("GET", `${of}/credentials?filter=${filter}`);
    expect([filter, answer.status]).toEqual([filter, 200]);
    return answer.json<Page<FoundCredential>>().value.map((one) => one.id);
  };
  const [raw, encoded] = [hashOf(number), encodeURIComponent(hashOf(number))];
  for (const filter of [
    `indexclaimhash%20eq%20${encoded}`,
    `indexclaimhash+eq+${encoded}`,
    `indexclaimhash%20eq%20${raw}`,
    `indexclaimhash+eq+${raw}`,
    `%20IndexClaimHash%20%20EQ%20${encoded}%20&other=1`,
  ]) {
    expect(await found(filter)).toEqual([id]);
  }
  expect(await found(`indexclaimhash%20eq%20${encodeURIComponent(hashOf(number.toLowerCase()))}`)).toEqual([]);
  for (const query of [
    "",
    "?filter=",
    "?filter=indexclaimhash",
    `?filter=name%20eq%20${encoded}`,
    `?filter=indexclaimhash%20ne%20${encoded}`,
    "?filter=indexclaimhash%20eq%20short",
    `?$filter=indexclaimhash%20eq%20${encoded}`,
    "?filter=indexclaimhash%20eq%20%ZZ",
  ]) {
    const answer = await setup.api.call("GET", `${of}/credentials${query}`);
    expect([query, ...refused(answer)]).toEqual([query, 400, "filterNotSupported", "filter"]);
  }
});

interface Bulk {
  id: string;
  status: string;
  total: number;
  revoked: number;
  failed: number;
  failures: { credentialId: string; message: string }[];
  completedAt: string | null;
}

async function finished(bulk: Bulk): Promise<Bulk> {
  let seen = bulk;
  await expect
    .poll(
      async () => {
        seen = (await setup.api.beta("GET", `${of}/bulkRevocations/${bulk.id}`)).json<Bulk>();
        return seen.status;
      },
      { timeout: 30_000, intervals: [200] },
    )
    .toBe("done");
  return seen;
}

test("many are revoked by name or by time, with progress; the lists show each, and the rest stay valid (I5)", async () => {
  const [first, second, third, ...rest] = issued;
  if (!first || !second || !third) throw new Error("too few were issued");
  const unknown = `urn:pic:${"0".repeat(32)}`;
  const body = { credentialIds: [first.id, second.id, unknown], reason: "lost printer" };
  const started = await setup.api.beta("POST", `${of}/bulkRevocations`, body);
  expect(started.status).toBe(202);
  expect(started.json()).toMatchObject({ total: 3, reason: "lost printer", failures: [] });
  const done = await finished(started.json<Bulk>());
  expect(done).toMatchObject({ total: 3, revoked: 2, failed: 1, failures: [{ credentialId: unknown }] });
  expect(Date.parse(done.completedAt ?? "")).toBeGreaterThan(0);
  expect(await Promise.all([first, second, third].map(wire))).toEqual(["issuerRevoked", "issuerRevoked", "valid"]);
  expect(await Promise.all([first, second, third].map(({ status }) => tokenStatus(status, document)))).toEqual([
    1, 1, 0,
  ]);

  const filter = { issuedAfter: "2020-01-01T00:00:00Z" };
  const all = await finished((await setup.api.beta("POST", `${of}/bulkRevocations`, { filter })).json<Bulk>());
  expect(all.failed).toBe(0);
  expect(await Promise.all(rest.map(({ status }) => tokenStatus(status, document)))).toEqual(rest.map(() => 1));

  for (const [wrong, target] of [
    [{}, "credentialIds"],
    [{ credentialIds: [], reason: "x" }, "credentialIds"],
    [{ credentialIds: [first.id], filter }, "credentialIds"],
    [{ credentialIds: Array.from({ length: 1001 }, () => first.id) }, "credentialIds"],
    [{ filter: {} }, "filter"],
    [{ filter: { issuedAfter: "yesterday" } }, "filter.issuedAfter"],
  ] as const) {
    const answer = await setup.api.beta("POST", `${of}/bulkRevocations`, wrong);
    expect(refused(answer)).toEqual([400, "badOrMissingField", target]);
  }
  const absent = await setup.api.beta("GET", `${of}/bulkRevocations/00000000-0000-4000-8000-000000000000`);
  expect(refused(absent)).toEqual([404, "notFound", "bulkRevocationId"]);
});

test("transactions tell what became of each offer, by time and in pages", async () => {
  const open = await setup.api.createIssuance(setup);
  const path = `/beta/verifiableCredentials/authorities/${setup.authority.id}/transactions`;
  interface Transaction {
    id: string;
    status: string;
    credentialIds: string[];
    clientName: string;
    contractId: string;
  }
  const told = await allPages<Transaction>(`${path}?top=4`);
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  expect(told[0]).toMatchObject({
    id: open.requestId,
    type: "issuance",
    status: "offered",
    contractId: setup.contract.id,
    clientName: "Example Works",
    credentialIds: [],
    error: null,
    issuedAt: null,
  });
  for (const { id, requestId } of issued) {
    expect(told.find((transaction) => transaction.id === requestId)).toMatchObject({
      status: "issued",
      credentialIds: [id],
    });
  }
  expect((await setup.api.send("GET", `${path}?to=2000-01-01`)).json()).toEqual({ value: [] });
  const future = await setup.api.send("GET", `${path}?from=2999-01-01T00:00:00Z`);
  expect(future.json()).toEqual({ value: [] });
  expect(refused(await setup.api.send("GET", `${path}?from=yesterday`))).toEqual([400, "badOrMissingField", "from"]);
});
