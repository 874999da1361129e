import { beforeAll, expect, test } from "vitest";
import { record } from "@/lib/audit/record";
import { cancelRotation } from "@/lib/authority/cancel-rotation";
import { createAuthority } from "@/lib/authority/create-authority";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { rolePermissions } from "@/lib/kernel/policy";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import { getOverview } from "@/lib/tenant/get-overview";
import { OverviewData } from "@/lib/tenant/schema";
import { sampleContract } from "@/lib/testing/contract";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});

async function withContract(ctx: Ctx) {
  const key = await onboardSigningKey(ctx, { backend: "jwk", name: "First key" });
  const authority = await createAuthority(ctx, {
    name: "Example University",
    linkedDomainUrl: "https://university.example.org",
    didMethod: "web",
    key: { id: key.id },
  });
  const contract = await createContract(ctx, { ...sampleContract(), authorityId: authority.id });
  return { authority, contract };
}

function session(ctx: Ctx, state: string, contract: { id: string; authorityId: string }) {
  const id = ctx.random.uuid();
  const now = ctx.now();
  return {
    tenantId: ctx.tenantId,
    id,
    authorityId: contract.authorityId,
    contractId: contract.id,
    contractVersion: 1,
    tenantEpoch: 0,
    format: "dc+sd-jwt",
    state,
    offerHash: `offer-${id}`,
    codeHash: `code-${id}`,
    createdBy: "owner-1",
    createdAt: now,
    expiresAt: now,
  };
}

test("a new organisation has nothing but its own beginning", async () => {
  const ctx = await testCtx(platform, { tenant: "empty" });
  const overview = OverviewData.parse(await getOverview(ctx, {}));
  expect(Object.values(overview.counts)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(overview.attention).toEqual([]);
  expect(overview.events.map(({ action }) => action)).toEqual(["tenant.onboarded"]);
});

test("what was made is counted, what wants a hand is named, what was done is told by name", async () => {
  const ctx = await testCtx(platform, { tenant: "university" });
  const { authority } = await withContract(ctx);
  const overview = OverviewData.parse(await getOverview(ctx, {}));

  expect(overview.counts).toMatchObject({ signingKeys: 1, authorities: 1, contracts: 1, offers: 0, issued: 0 });
  const subject = { id: authority.id, name: "Example University" };
  expect(overview.attention).toEqual([
    { kind: "domainNotLinked", subject },
    { kind: "developmentKey", subject },
  ]);
  expect(overview.events).toContainEqual(
    expect.objectContaining({ action: "authority.created", target: "Example University" }),
  );
});

test("another organisation's things are neither counted nor named (I10, D3)", async () => {
  const ctx = await testCtx(platform, { tenant: "neighbour" });
  await withContract(await testCtx(platform, { tenant: "other" }));
  const { counts, attention, events } = await getOverview(ctx, {});
  expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(attention).toEqual([]);
  expect(events).toHaveLength(1);
});

test("offers that fail more often than one in ten within the hour are pointed out, older ones are not", async () => {
  const ctx = await testCtx(platform, { tenant: "failing" });
  const { contract } = await withContract(ctx);
  const kinds = async () => (await getOverview(ctx, {})).attention.map(({ kind }) => kind);
  const states = ["issued", "issued", "issued", "failed"];
  await ctx.db.issuanceSession.createMany({ data: states.map((state) => session(ctx, state, contract)) });
  expect(await kinds()).not.toContain("offersFailing");
  await ctx.db.issuanceSession.create({ data: session(ctx, "issued", contract) });
  expect(await kinds()).toContain("offersFailing");
  platform.clock.advance(3700);
  expect(await kinds()).not.toContain("offersFailing");
});

test("a webhook whose latest three messages were refused is pointed out until one is taken; so is a callback for an hour", async () => {
  const ctx = await testCtx(platform, { tenant: "untold" });
  const { tenantId } = ctx;
  const webhookId = ctx.random.uuid();
  const since = ctx.now();
  const hook = { name: "Directory", sealedUrl: "", events: [], position: 0, since, createdAt: since, updatedAt: since };
  await ctx.db.webhook.create({ data: { tenantId, id: webhookId, ...hook } });
  const told = async (outcome: string, about: { kind: string; webhookId?: string }) => {
    platform.clock.advance(1);
    const row = { id: ctx.random.uuid(), event: "issuance.failed", durationMs: 1, createdAt: ctx.now() };
    await ctx.db.callbackDelivery.create({ data: { tenantId, outcome, ...row, ...about } });
    return (await getOverview(ctx, {})).attention;
  };
  const failing = { kind: "webhookFailing", subject: { id: webhookId, name: "Directory" } };
  const webhook = { kind: "webhook", webhookId };
  await told("refused", webhook);
  expect(await told("refused", webhook)).toEqual([]);
  expect(await told("refused", webhook)).toEqual([failing]);
  expect(await told("confirmed", webhook)).toEqual([]);

  const unconfirmed = { kind: "callbacksFailing", subject: null };
  expect(await told("refused", { kind: "callback" })).toEqual([unconfirmed]);
  platform.clock.advance(3700);
  expect((await getOverview(ctx, {})).attention).toEqual([]);
});

test("a new key that waits wants a hand; one that was taken back, and waits to be destroyed, does not", async () => {
  const ctx = await testCtx(platform, { tenant: "rotating" });
  const { authority } = await withContract(ctx);
  const kinds = async () => (await getOverview(ctx, {})).attention.map(({ kind }) => kind);
  await rotateSigningKey(ctx, { authorityId: authority.id });
  expect(await kinds()).toContain("didOutOfSync");
  await cancelRotation(ctx, { authorityId: authority.id });
  expect(await kinds()).toEqual(["domainNotLinked", "developmentKey"]);
});

test("a portal that phones cannot reach says so", async () => {
  const ctx = await testCtx(platform, { tenant: "local" });
  for (const publicUrl of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
    const { attention } = await getOverview({ ...ctx, publicUrl }, {});
    expect(attention).toContainEqual({ kind: "originIsLoopback", subject: null });
  }
});

test("coming and going does not drown what was done", async () => {
  const ctx = await testCtx(platform, { tenant: "busy" });
  for (let visit = 0; visit < 12; visit++) await record(ctx, { action: "session.opened" });
  const { events } = await getOverview(ctx, {});
  expect(events.map(({ action }) => action)).toEqual(["tenant.onboarded"]);
});

test("a reader may look, an application without the permission may not (A1)", async () => {
  const reader = { type: "user", id: "reader-1", permissions: rolePermissions.reader, role: "reader" } as const;
  await expect(getOverview(await testCtx(platform, { actor: reader }), {})).resolves.toBeDefined();
  const app = { type: "app", id: "issuer", permissions: ["Credential.Issue"] } as const;
  await expect(getOverview(await testCtx(platform, { actor: app }), {})).rejects.toMatchObject({ code: "forbidden" });
});
