import canonicalize from "canonicalize";
import type { Ctx } from "@/lib/context";
import { hmacSha256 } from "@/lib/kernel/hash";
import type { MasterKeys } from "@/lib/kernel/master-keys";
import type { UseCaseName } from "@/lib/kernel/policy";

/** What happened, in the past tense. Never holds a secret, a claim or a search hash (security I7). */
export interface AuditFact {
  readonly action: string;
  readonly targetType?: string;
  readonly targetId?: string;
  readonly details?: Record<string, string | number | boolean | null>;
}

export interface AuditRow {
  tenantId: string;
  id: string;
  occurredAt: Date;
  actorType: string;
  actorId: string;
  action: string;
  targetType: string | null;
  targetId: string | null;
  details: Record<string, string | number | boolean | null>;
  requestId: string;
  mac: string;
}

/** The authenticated content of a row: everything but its place in the chain. */
export function auditMac(masterKeys: MasterKeys, row: Omit<AuditRow, "mac">): string {
  const content = canonicalize({ ...row, occurredAt: row.occurredAt.toISOString() });
  return hmacSha256(masterKeys.key("audit"), content ?? "").toString("base64url");
}

/** The row to insert with the change it tells of; the sealer gives it its place in the chain soon after. */
export function auditRow(ctx: Ctx, fact: AuditFact): AuditRow {
  const row = {
    tenantId: ctx.tenantId,
    id: ctx.random.uuid(),
    occurredAt: ctx.now(),
    actorType: ctx.actor.type,
    actorId: ctx.actor.id,
    action: fact.action,
    targetType: fact.targetType ?? null,
    targetId: fact.targetId ?? null,
    details: fact.details ?? {},
    requestId: ctx.requestId,
  };
  return { mac: auditMac(ctx.masterKeys, row), ...row };
}

/** Writes an audit row on `ctx.db`, so inside the transaction of the change (security I9). */
export async function record(ctx: Ctx, fact: AuditFact): Promise<void> {
  await ctx.db.auditEvent.create({ data: auditRow(ctx, fact), select: { id: true } });
}

export const recordRefusal = (ctx: Ctx, useCase: UseCaseName): Promise<void> =>
  record(ctx, { action: "access.refused", targetType: "operation", targetId: useCase });

const columns =
  "tenant_id, id, occurred_at, actor_type, actor_id, action, target_type, target_id, details, request_id, mac";
const types = ["uuid", "uuid", "timestamptz", "text", "text", "text", "text", "text", "jsonb", "text", "text"];

/**
 * For hand-written statements: inserts one audit row when `source` has a row. Its 11 parameters begin at `first`, in
 * the order of {@link auditValues}.
 */
export function auditInsert(first: number, source: string): string {
  const values = types.map((type, offset) => `$${first + offset}::${type}`).join(", ");
  return `INSERT INTO audit_event (${columns}) SELECT ${values} FROM ${source} LIMIT 1`;
}

/** The same for many rows: `chosen` is a condition on them, as `a`. Its 11 parameters are {@link auditColumns}. */
export function auditInsertMany(first: number, chosen: string): string {
  const lists = types.map((type, offset) => `$${first + offset}::${type}[]`).join(", ");
  return `INSERT INTO audit_event (${columns}) SELECT a.* FROM unnest(${lists}) AS a (${columns}) ${chosen}`;
}

/** One list per column. */
export function auditColumns(rows: readonly AuditRow[]): unknown[][] {
  const values = rows.map(auditValues);
  return types.map((_, column) => values.map((row) => row[column]));
}

export const auditValues = (row: AuditRow): unknown[] => [
  row.tenantId,
  row.id,
  row.occurredAt,
  row.actorType,
  row.actorId,
  row.action,
  row.targetType,
  row.targetId,
  JSON.stringify(row.details),
  row.requestId,
  row.mac,
];
