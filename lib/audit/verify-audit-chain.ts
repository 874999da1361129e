import * as z from "zod";
import { chainLink, GENESIS } from "@/lib/audit/chain";
import { type AuditRow, auditMac } from "@/lib/audit/record";
import type { AuditFault, AuditVerdict } from "@/lib/audit/schema";
import { sealTenantAudit } from "@/lib/audit/seal-audit";
import type { Ctx } from "@/lib/context";
import { defineUseCase } from "@/lib/use-case";

const BATCH = 1000;

interface Fault {
  readonly fault: AuditFault;
  readonly sequence: bigint;
  readonly entryId: string | null;
}

/**
 * Recomputes the whole chain of the tenant and names the first entry that was altered, removed or moved. The head is
 * read first, so entries that come in meanwhile are left for the next time.
 */
export const verifyAuditChain = defineUseCase(
  { name: "verifyAuditChain", input: z.undefined() },
  async (ctx): Promise<AuditVerdict> => {
    await sealTenantAudit(ctx, ctx.tenantId);
    const head = await ctx.db.auditHead.findUnique({ where: { tenantId: ctx.tenantId } });
    const verifiedAt = ctx.now().toISOString();
    const fault = await firstFault(ctx, head ?? { sequence: 0n, chain: GENESIS });
    if (!fault) return { intact: true, entries: String(head?.sequence ?? 0n), verifiedAt };
    return { intact: false, verifiedAt, ...fault, sequence: String(fault.sequence) };
  },
);

async function firstFault(ctx: Ctx, head: { sequence: bigint; chain: string }): Promise<Fault | null> {
  let sequence = 0n;
  let chain = GENESIS;
  while (sequence < head.sequence) {
    const rows = await readFrom(ctx, sequence, head.sequence);
    if (rows.length === 0) return { fault: "missing", sequence: sequence + 1n, entryId: null };
    for (const row of rows) {
      sequence += 1n;
      if (row.sequence !== sequence) return { fault: "missing", sequence, entryId: null };
      const { sequence: _, chain: link, mac, ...content } = row;
      if (auditMac(ctx.masterKeys, content as Omit<AuditRow, "mac">) !== mac) {
        return { fault: "altered", sequence, entryId: row.id };
      }
      chain = chainLink(ctx.masterKeys, chain, mac, sequence);
      if (chain !== link) return { fault: "moved", sequence, entryId: row.id };
    }
  }
  return chain === head.chain ? null : { fault: "missing", sequence: sequence + 1n, entryId: null };
}

const readFrom = (ctx: Ctx, after: bigint, until: bigint) =>
  ctx.db.auditEvent.findMany({
    where: { tenantId: ctx.tenantId, sequence: { gt: after, lte: until } },
    orderBy: { sequence: "asc" },
    take: BATCH,
  });
