import { beforeAll, expect, test, vi } from "vitest";
import { wholeList } from "@/lib/apis/admin/paging";
import { runBulkRevocations } from "@/lib/bulk-revocation/run-bulk-revocations";
import type { Ctx } from "@/lib/context";
import { findCredentials } from "@/lib/credential/find-credentials";
import { wireIndexHash } from "@/lib/credential/index-hash";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { credentialUrn } from "@/lib/kernel/ids";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badgeClaims, claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let parts: IssuingParts;
let token: string;
/** Below the reference's prefix and below the beta one. */
let contractPath: string;
let authorityPath: string;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
  token = await tokenFor(shared.platform, { role: "admin" });
  authorityPath = `/authorities/${parts.issuer.authorityId}`;
  contractPath = `${authorityPath}/contracts/${parts.contract.publicId}`;
});

const v1 = (method: string, path: string) =>
  call(method, `/v1.0/verifiableCredentials${contractPath}${path}`, { token });
const beta = (method: string, path: string, body?: unknown) =>
  call(method, `/beta/verifiableCredentials${path}`, { token, ...(body !== undefined && { body }) });

/** The ids of the credentials and of the sessions that led to them, in the order of their issue. */
async function issued(count: number, number = "S-1001") {
  const made: { urn: string; sessionId: string }[] = [];
  for (let at = 0; at < count; at++) {
    shared.platform.clock.advance(1);
    const { accessToken, sessionId } = await redeemedOffer(ctx, parts, { claims: { ...badgeClaims, number } });
    const wallet = await TestWallet.make();
    await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
    const { id } = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
    made.push({ urn: credentialUrn(id), sessionId });
  }
  return made;
}

const search = (number: string, more = "") => {
  const hash = encodeURIComponent(wireIndexHash(parts.contract.publicId, number));
  return v1("GET", `/credentials?filter=indexclaimhash%20eq%20${hash}${more}`);
};

/** Follows `nextLink` to the end. */
async function pagesOf(first: string) {
  const pages: { id: string }[][] = [];
  for (let next: string | undefined = first; next; ) {
    const { status, body } = await call("GET", next.replace(shared.platform.publicUrl, ""), { token });
    expect(status).toBe(200);
    pages.push(body.value);
    next = body.nextLink;
  }
  return pages;
}

test("a credential is found, read, revoked and revoked again as the reference has it (section 9)", async () => {
  const [{ urn } = { urn: "" }] = await issued(1, "S-9");
  const found = await search("S-9");
  expect(found.body).toEqual({
    value: [
      {
        id: urn,
        status: "valid",
        issuedAtTimestamp: expect.stringMatching(/^Sun, 1 Mar 2026 \d\d:\d\d:\d\d GMT$/),
        contractId: parts.contract.publicId,
        issuedAt: expect.stringMatching(/^2026-03-01T\d\d:\d\d:\d\d\.\d{7}Z$/),
      },
    ],
  });
  expect((await search("S-10")).body).toEqual({ value: [] });
  for (const id of [urn, encodeURIComponent(urn)]) {
    const { status, body } = await v1("GET", `/credentials/${id}`);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(["contractId", "id", "issuedAt", "status"]);
  }
  for (const id of [urn, urn]) expect((await v1("POST", `/credentials/${id}/revoke`)).status).toBe(204);
  expect((await v1("GET", `/credentials/${urn}`)).body.status).toBe("issuerRevoked");
  expect((await search("S-9")).body.value[0].status).toBe("issuerRevoked");
});

test("a credential past its time is valid to old clients, and expired to those who ask (section 9.1)", async () => {
  const [{ urn } = { urn: "" }] = await issued(1, "S-20");
  const days = parts.contract.rules.validityInterval / 86_400 + 2;
  const where = { tenantId: ctx.tenantId, indexHash: { not: null } };
  const { validUntil } = await ctx.db.credential.findFirstOrThrow({ where, orderBy: { preparedAt: "desc" } });
  expect(days).toBeGreaterThan(2);
  await ctx.db.credential.updateMany({
    where: { ...where, validUntil, preparedAt: { gte: new Date(ctx.now().getTime() - 500) } },
    data: { validUntil: ctx.now() },
  });
  const statusOf = async (more: string) => (await v1("GET", `/credentials/${urn}${more}`)).body.status;
  expect([await statusOf(""), await statusOf("?includeExpired=true")]).toEqual(["valid", "expired"]);
  const found = async (more: string) => (await search("S-20", more)).body.value[0].status;
  expect([await found(""), await found("&includeExpired=true")]).toEqual(["valid", "expired"]);
  const refused = await v1("GET", `/credentials/${urn}?includeExpired=maybe`);
  expect([refused.status, refused.body.error.innererror.target]).toEqual([400, "includeExpired"]);
});

test("a contract's credentials come in pages, the newest first, each once", async () => {
  const made = (await issued(5)).map(({ urn }) => urn).reverse();
  const pages = await pagesOf(`/beta/verifiableCredentials${contractPath}/credentials?top=2&includeExpired=true`);
  expect(
    pages
      .flat()
      .map(({ id }) => id)
      .slice(0, 5),
  ).toEqual(made);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(pages.flat().length);
  expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
  for (const query of ["top=0", "top=201", "top=x", "skiptoken=x"]) {
    expect((await beta("GET", `${contractPath}/credentials?${query}`)).status).toBe(400);
  }
});

test("suspending and reinstating are told by status, and revoking ends both", async () => {
  const [{ urn } = { urn: "" }] = await issued(1);
  const statusAfter = async (turn: string) => {
    expect((await beta("POST", `${contractPath}/credentials/${encodeURIComponent(urn)}/${turn}`)).status).toBe(204);
    return (await v1("GET", `/credentials/${urn}`)).body.status;
  };
  expect(await statusAfter("suspend")).toBe("issuerSuspended");
  expect(await statusAfter("reinstate")).toBe("valid");
  expect(await statusAfter("suspend")).toBe("issuerSuspended");
  expect((await v1("POST", `/credentials/${urn}/revoke`)).status).toBe(204);
  for (const turn of ["suspend", "reinstate"]) {
    const { status, body } = await beta("POST", `${contractPath}/credentials/${urn}/${turn}`);
    expect([status, body.error.code]).toEqual([409, "conflict"]);
  }
});

test("many are revoked by one request, whose progress can be read", async () => {
  const made = (await issued(3)).map(({ urn }) => urn);
  const asked = { credentialIds: made, reason: "Printer fault" };
  const { status, body } = await beta("POST", `${contractPath}/bulkRevocations`, asked);
  expect(status).toBe(202);
  expect(body).toEqual({
    id: expect.any(String),
    status: "running",
    total: 3,
    revoked: 0,
    failed: 0,
    reason: "Printer fault",
    createdAt: ctx.now().toISOString(),
    completedAt: null,
    failures: [],
  });
  await runBulkRevocations(shared.platform);
  const done = (await beta("GET", `${contractPath}/bulkRevocations/${body.id}`)).body;
  expect(done).toMatchObject({ status: "done", revoked: 3, completedAt: ctx.now().toISOString() });
  for (const urn of made) expect((await v1("GET", `/credentials/${urn}`)).body.status).toBe("issuerRevoked");
});

test("a repeated bulk revocation with its Idempotency-Key is the same one (D8)", async () => {
  const path = `/beta/verifiableCredentials${contractPath}/bulkRevocations`;
  const body = { filter: { issuedBefore: "2000-01-01T00:00:00Z" } };
  const headers = { "idempotency-key": "bulk-1" };
  const answers = await Promise.all([1, 2, 3].map(() => call("POST", path, { token, body, headers })));
  const done = answers.filter(({ status }) => status === 202);
  expect(new Set(done.map((answer) => answer.body.id)).size).toBe(1);
  expect((await call("POST", path, { token, body, headers })).body).toEqual(done[0]?.body);
  expect(done[0]?.body).toMatchObject({ status: "done", total: 0 });
  expect(await ctx.db.bulkRevocation.count({ where: { tenantId: ctx.tenantId, total: 0 } })).toBe(1);
});

test("an authority's offers are listed with what became of them, within a time", async () => {
  shared.platform.clock.advance(24 * 3600);
  token = await tokenFor(shared.platform, { role: "reader" });
  const [first, second] = await issued(2);
  shared.platform.clock.advance(1);
  const registration = { clientName: "Badge desk" };
  const open = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims, registration });
  const day = ctx.now().toISOString().slice(0, 10);
  const path = `/beta/verifiableCredentials${authorityPath}/transactions`;

  const pages = await pagesOf(`${path}?from=${day}&to=${day}&top=2`);
  expect(pages.flat().map(({ id }) => id)).toEqual([open.id, second?.sessionId, first?.sessionId]);
  expect(pages[0]?.[0]).toMatchObject({ type: "issuance", status: "offered", clientName: "Badge desk", error: null });
  expect(pages[0]?.[1]).toMatchObject({
    status: "issued",
    contractId: parts.contract.publicId,
    contractName: parts.contract.name,
    credentialIds: [second?.urn],
    issuedAt: expect.any(String),
    completedAt: expect.any(String),
  });
  const counted = async (query: string) => (await pagesOf(`${path}${query}`)).flat().length;
  expect(await counted(`?to=${new Date(ctx.now().getTime() - 1000).toISOString()}&from=${day}`)).toBe(1);
  expect(await counted(`?from=${encodeURIComponent(ctx.now().toISOString())}`)).toBe(1);
  expect(await counted("?from=2030-01-01")).toBe(0);
  // An offer that ran out is told so even before the sweeper came by.
  shared.platform.clock.advance(301);
  expect((await pagesOf(`${path}?from=${day}&top=1`))[0]?.[0]).toMatchObject({ status: "expired" });
  for (const name of ["from", "to"]) {
    const refused = await call("GET", `${path}?${name}=soon`, { token });
    expect([refused.status, refused.body.error.innererror.target]).toEqual([400, name]);
  }
});

test("a search gives everything that shares a value, in one list or in pages (sections 1 and 9.3)", async () => {
  const [{ urn } = { urn: "" }] = await issued(1, "S-SHARED");
  const own = {
    tenantId: ctx.tenantId,
    id: urn.slice("urn:pic:".length).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  };
  const one = await ctx.db.credential.findFirstOrThrow({ where: own });
  const copies = Array.from({ length: 2100 }, (_, at) => ({
    ...one,
    id: crypto.randomUUID(),
    statusIndex: -1 - at,
    // Many of one moment, so that the id decides as well.
    preparedAt: new Date(one.preparedAt.getTime() - (at % 7)),
  }));
  await ctx.db.credential.createMany({ data: copies });

  const { body } = await search("S-SHARED");
  expect(new Set(body.value.map(({ id }: { id: string }) => id)).size).toBe(2101);
  expect(body.nextLink).toBeUndefined();
  const hash = encodeURIComponent(wireIndexHash(parts.contract.publicId, "S-SHARED"));
  const pages = await pagesOf(
    `/v1.0/verifiableCredentials${contractPath}/credentials?filter=indexclaimhash%20eq%20${hash}&top=200`,
  );
  expect(pages.map((page) => page.length)).toEqual([...Array(10).fill(200), 101]);
  expect(pages.flat()).toEqual(body.value);
  expect(await findCredentials(ctx, { contractId: parts.contract.id, text: "S-SHARED" })).toHaveLength(2101);
});

test("a list too long for one answer tells where it goes on", async () => {
  const read = async ({ cursor }: { cursor?: string | undefined }) => ({ items: [cursor], nextCursor: `${cursor}+` });
  expect(await wholeList({ cursor: "a" }, read, 3)).toEqual({ items: ["a", "a+", "a++"], nextCursor: "a+++" });
});
