import { beforeEach, expect, test } from "vitest";
import { record } from "@/lib/audit/record";
import { sealAudit } from "@/lib/audit/seal-audit";
import type { Ctx } from "@/lib/context";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { answered, Listener } from "@/lib/testing/callback";
import { anotherProcess, type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { tellWebhooks } from "@/lib/testing/webhook";
import { createWebhook } from "@/lib/webhook/create-webhook";
import { listWebhooks } from "@/lib/webhook/list-webhooks";
import { queueWebhooks } from "@/lib/webhook/queue-webhooks";
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

test("a receiver that is down gates nothing, and gets each event later, over a restart, under the same id (E6)", async () => {
  await subscribed(["contract.created"]);
  listener.answer = () => ({ ok: false, cause: "connection_failed" });
  await happen("contract.created");
  for (const seconds of [0, 6, 40, 200]) {
    platform.clock.advance(seconds);
    await chores();
  }
  listener.answer = () => answered(204);
  platform.clock.advance(400);
  await chores();
  platform.clock.advance(4000);
  await chores();
  expect(types()).toHaveLength(5);
  expect(new Set(listener.told.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const { items } = await listDeliveries(ctx, { kind: "webhook" });
  expect(items.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [5, "confirmed"],
    ...[4, 3, 2, 1].map((attempt) => [attempt, "refused"]),
  ]);
  expect(await listWebhooks(ctx, undefined)).toMatchObject([{ waiting: 0, dead: 0, last: { outcome: "confirmed" } }]);
});

test("what is never taken is given up after ten tries", async () => {
  await subscribed(["contract.created"]);
  listener.answer = () => answered(500);
  await happen("contract.created");
  for (let tries = 0; tries < 14; tries++) {
    await chores();
    platform.clock.advance(20_000);
  }
  expect(listener.told).toHaveLength(10);
  expect(await listWebhooks(ctx, undefined)).toMatchObject([{ waiting: 0, dead: 1 }]);
});

test("many workers on one queue make each attempt once (I3, D6)", async () => {
  await subscribed(["contract.created"]);
  listener.answer = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return answered(503);
  };
  for (let events = 0; events < 30; events++) await happen("contract.created");
  await sealAudit(platform);
  await Promise.all(Array.from({ length: 5 }, () => queueWebhooks(anotherProcess(platform))));
  await Promise.all(Array.from({ length: 5 }, () => runOutbox(anotherProcess(platform))));
  const ids = listener.told.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(30);
  expect(new Set(ids).size).toBe(30);
});

test("a worker that dies with a message in its hands has it sent by another, when its lease is over", async () => {
  await subscribed(["contract.created"]);
  await happen("contract.created");
  let alive = false;
  listener.answer = () => {
    if (!alive) throw new Error("The process was killed.");
    return answered(200);
  };
  await expect(chores()).rejects.toThrow();
  alive = true;
  await chores();
  expect(listener.told).toHaveLength(1);
  platform.clock.advance(61);
  await chores();
  expect(listener.told).toHaveLength(2);
  expect(await listWebhooks(ctx, undefined)).toMatchObject([{ waiting: 0 }]);
});

test("one organisation's slow receivers hold up no other's", async () => {
  const other = await testCtx(platform, { tenant: "fabrikam" });
  await subscribed(["contract.created"]);
  await createWebhook(other, { name: "Quick", url: "https://quick.example.org/", events: ["contract.created"] });
  for (let events = 0; events < 20; events++) await happen("contract.created");
  await happen("contract.created", other);
  let letGo = () => {};
  const slow = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let quick = () => {};
  const served = new Promise<void>((resolve) => {
    quick = resolve;
  });
  listener.answer = async (told) => {
    if (told.url === url) await slow;
    else quick();
    return answered(200);
  };
  const done = chores();
  await served;
  // The slow one has eight under way and no more.
  expect(listener.told.filter((told) => told.url === url).length).toBeLessThanOrEqual(8);
  letGo();
  await done;
  expect(listener.told).toHaveLength(21);
});

test("an organisation whose data key cannot be opened holds up no other's webhooks", async () => {
  const hosts = ["one", "two", "three", "four"];
  for (const [at, name] of hosts.entries()) {
    const on = await testCtx(platform, { tenant: name });
    await createWebhook(on, { name, url: `https://${name}.example.org/`, events: ["contract.created"] });
    await happen("contract.created", on);
    if (at !== 0) continue;
    await platform.prisma.tenant.update({ where: { id: on.tenantId }, data: { wrappedDataKey: "broken" } });
  }
  await chores();
  const told = listener.told.map((one) => new URL(one.url).hostname);
  expect(told.sort()).toEqual(["four.example.org", "three.example.org", "two.example.org"]);
});

test("a message that cannot be opened is given up in the end, and holds up none of the others", async () => {
  await subscribed(["contract.created"]);
  await happen("contract.created");
  await sealAudit(platform);
  await queueWebhooks(platform);
  await platform.prisma.outgoingMessage.updateMany({ data: { sealedRequest: "broken" } });
  for (let events = 0; events < 10; events++) await happen("contract.created");
  await chores();
  expect(listener.told).toHaveLength(10);
  for (let tries = 0; tries < 12; tries++) {
    platform.clock.advance(61);
    await chores();
  }
  expect(await listWebhooks(ctx, undefined)).toMatchObject([{ waiting: 0, dead: 1 }]);
});

test("a webhook whose stored address does not open holds up no other, is given up, and can be given anew (S5)", async () => {
  const [broken, whole] = [await subscribed(["issuance.offered"]), await subscribed(["issuance.opened"])];
  const other = await ctx.db.webhook.findFirstOrThrow({ where: { id: whole.id } });
  await ctx.db.webhook.updateMany({ where: { id: broken.id }, data: { sealedUrl: other.sealedUrl } });
  await happen("issuance.offered");
  await happen("issuance.opened");
  for (let tries = 0; tries < 12; tries++) {
    await chores();
    platform.clock.advance(61);
  }
  expect(types()).toEqual(["issuance.opened"]);
  const shown = (await listWebhooks(ctx, undefined)).find(({ id }) => id === broken.id);
  expect(shown).toMatchObject({ address: expect.stringContaining("give it anew"), waiting: 0, dead: 1 });

  await updateWebhook(ctx, { id: broken.id, url });
  await happen("issuance.offered");
  await chores();
  expect(types()).toEqual(["issuance.opened", "issuance.offered"]);
});
