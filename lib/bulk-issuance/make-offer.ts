import type { JudgedRow } from "@/lib/bulk-issuance/row-schema";
import type { BulkColumn } from "@/lib/bulk-issuance/schema";
import { sealRow } from "@/lib/bulk-issuance/sealed-row";
import type { LeasedBulk } from "@/lib/bulk-issuance/worker-store";
import type { Ctx } from "@/lib/context";
import type { ContractRules } from "@/lib/contract/rules-schema";
import { claimsByRules } from "@/lib/issuance/claims";
import { configurationId } from "@/lib/issuance/identifiers";
import { sealColumn } from "@/lib/issuance/sealed";
import { makeSessionSecret } from "@/lib/issuance/session-secret";

/** A row's offer, ready to be written. It has no code: that is made when a wallet opens it (see arm-offer.ts). */
export interface OfferOfRow {
  readonly row: number;
  readonly sessionId: string;
  readonly configuration: string;
  readonly offerHash: string;
  readonly sealedCode: string;
  readonly sealedClaims: string;
  readonly txCode: { length: number } | null;
  /** The cells that tell whose offer it is; the others are forgotten. */
  readonly sealedLabel: string;
}

interface Row {
  readonly row: number;
  readonly cells: readonly (string | null)[];
  readonly judged: JudgedRow;
}

/** Throws what {@link claimsByRules} refuses. */
export async function makeOffer(
  ctx: Ctx,
  bulk: LeasedBulk,
  { columns, rules }: { columns: readonly BulkColumn[]; rules: ContractRules },
  { row, cells, judged }: Row,
): Promise<OfferOfRow> {
  const claims = claimsByRules(rules, judged.claims);
  const sessionId = ctx.random.uuid();
  const place = { tenantId: ctx.tenantId, sessionId };
  const offerToken = makeSessionSecret(ctx.random, sessionId);
  const transactionCode = judged.transactionCode ?? madeUp(ctx, bulk.transactionCodeLength);
  const code = { offerToken, ...(transactionCode !== null && { transactionCode }) };
  const label = columns.map(({ identifies }, at) => (identifies ? (cells[at] ?? "") : null));
  return {
    row,
    sessionId,
    configuration: configurationId(bulk.contractName, bulk.format),
    offerHash: ctx.masterKeys.hash("wallet-token", offerToken),
    sealedCode: await sealColumn(ctx, place, "sealed_code", code),
    sealedClaims: await sealColumn(ctx, place, "sealed_claims", claims),
    txCode: transactionCode === null ? null : { length: transactionCode.length },
    sealedLabel: await sealRow(ctx, { tenantId: ctx.tenantId, bulkId: bulk.id, row }, label),
  };
}

/** Digits, each as likely as the other. */
const madeUp = (ctx: Ctx, length: number | null): string | null =>
  length === null ? null : Array.from({ length }, () => ctx.random.integer(10)).join("");
