import { beforeEach, describe, expect, test } from "vitest";
import { record } from "@/lib/audit/record";
import { sealAudit } from "@/lib/audit/seal-audit";
import type { Ctx } from "@/lib/context";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { createEgress } from "@/lib/egress/egress";
import { credentialUrn } from "@/lib/kernel/ids";
import { optOut } from "@/lib/tenant/opt-out";
import { answered, Listener } from "@/lib/testing/callback";
import { anotherProcess, type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { tellWebhooks } from "@/lib/testing/webhook";
import { createWebhook } from "@/lib/webhook/create-webhook";
import { deleteWebhook } from "@/lib/webhook/delete-webhook";
import { listWebhooks } from "@/lib/webhook/list-webhooks";
import { queueWebhooks } from "@/lib/webhook/queue-webhooks";
import { testWebhook } from "@/lib/webhook/test-webhook";
import { updateWebhook } from "@/lib/webhook/update-webhook";

let listener: Listener;
let platform: TestPlatform;
let ctx: Ctx;

beforeEach(async () => {
  listener = new Listener();
  platform = await testPlatform({ egress: listener.egress });
  ctx = await testCtx(platform);
});

const chores = (on = anotherProcess(platform)) => tellWebhooks(on);
const url = "https://hooks.example.org/services/T0SAMPLE1/xq81MMcanary?key=hush";
const subscribed = (events: string[], on = ctx) => createWebhook(on, { name: "CRM", url, events: events as never });
const happen = (action: string, on = ctx) => record(on, { action, targetType: "issuance", targetId: ctx.tenantId });
const types = () => listener.told.map(({ event }) => event.type);

test("a webhook is told what it asked for, signed, with no claim and no secret, and nothing from before it (E6)", async () => {
  const parts = await issuingParts(ctx);
  platform.clock.advance(1);
  await subscribed(["credential.issued", "credential.revoked"]);
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  expect(listener.told).toEqual([]);
  const { id } = await ctx.db.credential.findFirstOrThrow({ where: { sessionId } });
  await revokeCredential(ctx, { contractId: parts.contract.id, credentialId: id, reason: "Sample Person has left" });
  await chores();
  // What is due at once is sent at once, in whatever order.
  const told = listener.told.map(({ event }) => event).sort((one, other) => one.type.localeCompare(other.type));
  expect(told).toEqual([
    {
      id: expect.stringMatching(/^evt_/),
      type: "credential.issued",
      occurredAt: platform.now().toISOString(),
      organisation: ctx.tenantId,
      subject: { type: "issuance", id: sessionId },
      details: { credentials: 1 },
    },
    expect.objectContaining({
      type: "credential.revoked",
      subject: { type: "credential", id: credentialUrn(id) },
      details: {},
    }),
  ]);
  for (const { url: to, headers, body } of listener.told) {
    expect(to).toBe(url);
    expect(headers["webhook-signature"]).toMatch(/^v1a,/);
    for (const hidden of ["Sample Person", "S-1001", accessToken, credentials[0] ?? ""]) {
      expect(body).not.toContain(hidden);
    }
  }
});

describe("another organisation's webhook", () => {
  test("is not told of ours, not shown, and not ours to change (I10)", async () => {
    const other = await testCtx(platform, { tenant: "fabrikam" });
    const { id } = await subscribed(["contract.created"], other);
    await happen("contract.created");
    await chores();
    expect(listener.told).toEqual([]);
    expect(await listWebhooks(ctx, undefined)).toEqual([]);
    const gone = { code: "not_found" };
    await expect(updateWebhook(ctx, { id, enabled: false })).rejects.toMatchObject(gone);
    await expect(deleteWebhook(ctx, { id })).rejects.toMatchObject(gone);
    await expect(testWebhook(ctx, { id })).rejects.toMatchObject(gone);
    expect(listener.told).toEqual([]);
  });
});

test("one that is off is told nothing, also not of meanwhile when it is on again; what waited is given up", async () => {
  const { id } = await subscribed(["contract.created"]);
  listener.answer = () => answered(500);
  await happen("contract.created");
  await chores();
  await updateWebhook(ctx, { id, enabled: false });
  listener.answer = () => answered(200);
  await happen("contract.created");
  platform.clock.advance(60);
  await chores();
  expect(await updateWebhook(ctx, { id, enabled: true })).toMatchObject({ enabled: true, waiting: 0 });
  await chores();
  expect(listener.told).toHaveLength(1);
  await happen("contract.created");
  await chores();
  expect(listener.told).toHaveLength(2);
});

test("a new address is used for what waits, too", async () => {
  const { id } = await subscribed(["contract.created"]);
  listener.answer = () => answered(500);
  await happen("contract.created");
  await chores();
  await updateWebhook(ctx, { id, url: "https://new.example.org/" });
  platform.clock.advance(60);
  await chores();
  expect(listener.told.map((told) => told.url)).toEqual([url, "https://new.example.org/"]);
});

test("an opt-out ends them all, with what waits (I12)", async () => {
  await subscribed(["contract.created"]);
  await happen("contract.created");
  await sealAudit(platform);
  await queueWebhooks(platform);
  await optOut(ctx, undefined);
  await chores();
  expect(listener.told).toEqual([]);
  expect(await ctx.db.webhook.count()).toBe(0);
  expect(await ctx.db.outgoingMessage.count({ where: { state: "waiting" } })).toBe(0);
});

test("a test says at once whether it was taken, also while the webhook is off", async () => {
  const { id } = await subscribed(["contract.created"]);
  await updateWebhook(ctx, { id, enabled: false });
  expect(await testWebhook(ctx, { id })).toMatchObject({ confirmed: true });
  listener.answer = () => answered(410);
  expect(await testWebhook(ctx, { id })).toMatchObject({ confirmed: false, deliveryId: expect.any(String) });
  expect(types()).toEqual(["webhook.test", "webhook.test"]);
});

test("its address is kept sealed, and what may be a secret in it is not shown (I7)", async () => {
  const { address } = await subscribed(["contract.created"]);
  expect(address).toBe("https://hooks.example.org/services/T0S…/xq8…?key=…");
  const rows = JSON.stringify(await ctx.db.webhook.findMany(), (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  for (const secret of ["xq81MMcanary", "hush"]) expect(rows).not.toContain(secret);
  expect(await ctx.db.auditEvent.findFirst({ where: { action: "webhook.created" } })).toMatchObject({
    details: { name: "CRM", host: "hooks.example.org", events: 1 },
  });
});

test.each([
  "http://hooks.example.org/",
  "https://127.0.0.1/",
  "https://[fd00::1]/",
  "https://localhost/",
  "https://user:secret@hooks.example.org/",
  "https://hooks.example.org:8443/",
  "file:///etc/passwd",
  "no address",
])("an address such as %s is refused when it is given, and when it is changed (E2, I11)", async (bad) => {
  const guarded = { ...ctx, egress: { ...listener.egress, refusal: createEgress({ allow: [] }).refusal } };
  const refused = { code: "invalid_request", fields: { url: expect.any(String) } };
  const input = { name: "Bad", url: bad, events: ["contract.created" as const] };
  await expect(createWebhook(guarded, input)).rejects.toMatchObject({ details: { fields: refused.fields } });
  const { id } = await subscribed(["contract.created"]);
  await expect(updateWebhook(guarded, { id, url: bad })).rejects.toMatchObject({ details: { fields: refused.fields } });
});
