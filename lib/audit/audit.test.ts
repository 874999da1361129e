import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listAuditEvents } from "@/lib/audit/list-audit-events";
import { auditRow, record } from "@/lib/audit/record";
import { sealAudit, sealTenantAudit } from "@/lib/audit/seal-audit";
import { verifyAuditChain } from "@/lib/audit/verify-audit-chain";
import { type Ctx, inTransaction } from "@/lib/context";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";

let platform: TestPlatform;
let ctx: Ctx;
let intruder: pg.Client;

beforeEach(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  intruder = new pg.Client({ connectionString: platform.databaseUrl });
  intruder.on("error", () => undefined);
  await intruder.connect();
});

afterEach(() => intruder.end());

async function happen(times: number, on: Ctx = ctx): Promise<void> {
  for (let index = 0; index < times; index++) {
    platform.clock.advance(1);
    await record(on, {
      action: "thing.done",
      targetType: "thing",
      targetId: `t-${index}`,
      details: { index, note: "ü€" },
    });
  }
}

/** Somebody with the database in their hands, past every guard of ours. */
async function tamper(statement: string): Promise<void> {
  await intruder.query("ALTER TABLE audit_event DISABLE TRIGGER ALL");
  await intruder.query(statement);
  await intruder.query("ALTER TABLE audit_event ENABLE TRIGGER ALL");
}

const sealedRows = () =>
  platform.prisma.auditEvent.findMany({ where: { tenantId: ctx.tenantId }, orderBy: { sequence: "asc" } });

describe("the audit chain", () => {
  test("takes every entry once, in an unbroken sequence of its tenant (D9)", async () => {
    await happen(4);
    await sealAudit(platform);
    await happen(2);

    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: true, entries: "7" });
    expect((await sealedRows()).map((row) => Number(row.sequence))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("stays whole when many sealers work at once while entries come in (D6)", async () => {
    await happen(30);
    const writing = Promise.all(
      Array.from({ length: 30 }, () => inTransaction(ctx, (tx) => record(tx, { action: "thing.raced" }))),
    );
    await Promise.all(Array.from({ length: 8 }, () => sealAudit(platform)));
    await writing;
    await Promise.all(Array.from({ length: 4 }, () => sealTenantAudit(platform, ctx.tenantId)));

    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: true, entries: "61" });
  });

  test("of one tenant is not touched by another's (D3)", async () => {
    const other = await testCtx(platform, { tenant: "fabrikam" });
    await happen(3);
    await happen(2, other);

    expect(await verifyAuditChain(other, undefined)).toMatchObject({ intact: true, entries: "3" });
    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: true, entries: "4" });
  });

  test("longer than one reading is verified to its end", async () => {
    const rows = Array.from({ length: 2300 }, () => auditRow(ctx, { action: "thing.done" }));
    await platform.prisma.auditEvent.createMany({ data: rows });

    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: true, entries: "2301" });
    await tamper("UPDATE audit_event SET action = 'thing.undone' WHERE sequence = 2250");
    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: false, fault: "altered", sequence: "2250" });
  });

  test.each([
    ["an altered entry", "UPDATE audit_event SET details = '{\"index\": 9}' WHERE sequence = 3", "altered", "3"],
    ["an altered actor", "UPDATE audit_event SET actor_id = 'somebody' WHERE sequence = 2", "altered", "2"],
    ["an entry's time", "UPDATE audit_event SET occurred_at = now() WHERE sequence = 2", "altered", "2"],
    ["a removed entry", "DELETE FROM audit_event WHERE sequence = 3", "missing", "3"],
    ["a removed last entry", "DELETE FROM audit_event WHERE sequence = 6", "missing", "6"],
    [
      "two entries that changed places",
      "UPDATE audit_event SET sequence = CASE sequence WHEN 2 THEN 4 ELSE 2 END + 100 WHERE sequence IN (2, 4); UPDATE audit_event SET sequence = sequence - 100 WHERE sequence > 100",
      "moved",
      "2",
    ],
    [
      "a removed entry with the rest closed up",
      "DELETE FROM audit_event WHERE sequence = 3; UPDATE audit_event SET sequence = sequence + 99 WHERE sequence > 3; UPDATE audit_event SET sequence = sequence - 100 WHERE sequence > 100; UPDATE audit_head SET sequence = 5",
      "moved",
      "3",
    ],
    ["a forged mac", "UPDATE audit_event SET mac = 'x' WHERE sequence = 5", "altered", "5"],
  ])("tells %s (D9)", async (_, statement, fault, sequence) => {
    await happen(5);
    await sealAudit(platform);
    await tamper(statement);

    expect(await verifyAuditChain(ctx, undefined)).toMatchObject({ intact: false, fault, sequence });
  });

  test("cannot be changed or deleted by the application (D9)", async () => {
    await happen(1);
    await sealAudit(platform);

    for (const statement of [
      "UPDATE audit_event SET action = 'x'",
      "DELETE FROM audit_event",
      "UPDATE audit_event SET sequence = 9",
    ]) {
      await expect(intruder.query(statement)).rejects.toMatchObject({ code: "23514" });
    }
  });
});

describe("the trail", () => {
  test("comes fifty at a time, newest first, nothing twice and nothing left out", async () => {
    await happen(60);
    for (let index = 0; index < 60; index++) await record(ctx, { action: "thing.same_moment" });

    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listAuditEvents(ctx, { after });
      expect(page.entries.length).toBeLessThanOrEqual(50);
      seen.push(...page.entries.map((entry) => entry.id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
  });

  test("tells what happened in the same moment in the order of the chain, the latest link first", async () => {
    for (let index = 0; index < 9; index++) await record(ctx, { action: "thing.same_moment" });
    await sealAudit(platform);
    const { entries } = await listAuditEvents(ctx, { action: "thing.same_moment" });
    const links = entries.map(({ sequence }) => Number(sequence));
    expect(links).toHaveLength(9);
    expect(links).toEqual(links.toSorted((one, other) => other - one));
  });

  test("is narrowed by action, actor, target and time", async () => {
    await happen(3);
    const [first, , third] = (await listAuditEvents(ctx, { action: "thing." })).entries;
    const middle = first && third ? { from: third.occurredAt, until: third.occurredAt } : {};

    expect((await listAuditEvents(ctx, { action: "thing.done", ...middle })).entries).toHaveLength(1);
    expect((await listAuditEvents(ctx, { target: "t-1" })).entries).toHaveLength(1);
    expect((await listAuditEvents(ctx, { actor: "owner-1" })).entries).toHaveLength(4);
    expect((await listAuditEvents(ctx, { actor: "nobody" })).entries).toHaveLength(0);
  });

  test("gives the name of Entra's audit log beside its own, where that log has one (section 19)", async () => {
    for (const action of ["credential.revoked", "issuance.opened"]) await record(ctx, { action });
    const { entries } = await listAuditEvents(ctx, {});
    const named = entries.map(({ action, activityDisplayName }) => [action, activityDisplayName]);
    expect(named).toContainEqual(["credential.revoked", "Revoke credential"]);
    expect(named).toContainEqual(["issuance.opened", null]);
  });

  test("names members by their e-mail, and finds them by it", async () => {
    const id = platform.random.uuid();
    const member = { tenantId: ctx.tenantId, id, email: "Ada@example.org", emailKey: "ada@example.org", role: "admin" };
    await platform.prisma.user.create({ data: { ...member, createdAt: platform.now() } });
    await record({ ...ctx, actor: { type: "user", id, permissions: [] } }, { action: "thing.done" });

    const { entries } = await listAuditEvents(ctx, { actor: "ADA@example.org" });
    expect(entries).toMatchObject([{ actorId: id, actorName: "Ada@example.org" }]);
  });

  test("of another tenant is not shown, and who may not read it is refused and audited (I10, D9)", async () => {
    const other = await testCtx(platform, { tenant: "fabrikam" });
    await happen(2);
    expect((await listAuditEvents(other, {})).entries.map((entry) => entry.action)).toEqual(["tenant.onboarded"]);

    const app = await testCtx(platform, { actor: { type: "app", id: "crm", permissions: ["Contract.Read"] } });
    await expect(listAuditEvents(app, {})).rejects.toMatchObject({ code: "forbidden" });
    const [refused] = (await listAuditEvents(ctx, { action: "access.refused" })).entries;
    expect(refused).toMatchObject({ actorId: "crm", targetId: "listAuditEvents" });
  });
});
