import { keptActor } from "@/lib/audit/on-behalf";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import { type BulkIssuanceView, CreateBulkIssuance } from "@/lib/bulk-issuance/schema";
import { bulkView, fetchBulk } from "@/lib/bulk-issuance/store";
import { type CurrentContract, findContractById } from "@/lib/contract/store";
import { hintMappings } from "@/lib/issuance/claims";
import { requireOfferable } from "@/lib/issuance/offerable";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Drafts that an organisation may leave lying about; a day later each is forgotten. */
const DRAFTS_MAX = 50;
const DRAFT_LIVES_MS = 24 * 3600 * 1000;

const insertStatement = {
  name: "insert-bulk-issuance",
  text: `WITH drafts AS (SELECT count(*) AS count FROM bulk_issuance WHERE tenant_id = $1 AND state = 'draft'),
    made AS (
      INSERT INTO bulk_issuance (tenant_id, id, authority_id, contract_id, contract_version, tenant_epoch, format,
        file_name, columns, transaction_code_length, offer_lifetime_seconds, state, created_by, created_at, rows_until)
      SELECT t.id, $2, a.id, $4, $5, t.epoch, $6, $7, $8, $9, $10, 'draft', $11, $12, $13
      FROM drafts, tenant t JOIN authority a ON a.tenant_id = t.id AND a.id = $3 AND a.deleted_at IS NULL
      WHERE t.id = $1 AND t.status = 'enabled' AND drafts.count < ${DRAFTS_MAX}
      RETURNING id),
    audited AS (${auditInsert(14, "made")})
    SELECT id FROM made`,
};

/** Begins a batch: what its columns mean. Its rows follow, and nothing is offered before it is started. */
export const createBulkIssuance = defineUseCase(
  { name: "createBulkIssuance", input: CreateBulkIssuance },
  async (ctx, input): Promise<BulkIssuanceView> => {
    const contract = await findContractById(ctx, ctx.tenantId, input.contractId);
    if (!contract) throw new Problem("not_found", "There is no such contract.", { fields: { contractId: "Unknown." } });
    requireOfferable(contract.rules);
    requireMeaningfulColumns(contract, input);
    const format = input.format ?? contract.formats[0];
    if (!format || !contract.formats.includes(format)) {
      throw invalidField("format", `The contract is offered as ${contract.formats.join(" or ")}.`);
    }
    const id = ctx.random.uuid();
    const fact = {
      action: "issuance.batch_created",
      targetType: "bulk_issuance",
      targetId: id,
      details: { contract: contract.id },
    };
    const made = await ctx.sql(insertStatement, [
      ctx.tenantId,
      id,
      contract.authorityId,
      contract.id,
      contract.version,
      format,
      input.fileName,
      JSON.stringify(input.columns),
      input.transactionCodeLength,
      input.offerDays * 86_400,
      keptActor(ctx.actor),
      ctx.now(),
      new Date(ctx.now().getTime() + DRAFT_LIVES_MS),
      ...auditValues(auditRow(ctx, fact)),
    ]);
    if (made.length !== 1) throw notMade();
    return bulkView(await fetchBulk(ctx, id));
  },
);

function requireMeaningfulColumns({ rules }: CurrentContract, input: CreateBulkIssuance): void {
  const inputs = hintMappings(rules);
  const filled = new Set<string>();
  input.columns.forEach(({ claim, transactionCode }, at) => {
    if (claim === null) return;
    const place = `columns[${at}].claim`;
    if (!inputs.some(({ inputClaim }) => inputClaim === claim)) {
      throw invalidField(place, "The contract has no such input claim.");
    }
    if (filled.has(claim)) throw invalidField(place, "Another column fills this claim already.");
    if (transactionCode) throw invalidField(place, "A transaction code is no claim: use one column for each.");
    filled.add(claim);
  });
  const missing = inputs.find(({ inputClaim, required }) => required && !filled.has(inputClaim));
  if (missing) throw invalidField("columns", `The contract requires ${missing.inputClaim}: say which column has it.`);
  const codes = input.columns.filter(({ transactionCode }) => transactionCode).length;
  if (codes > 1) throw invalidField("columns", "One column at most can hold the transaction codes.");
  if (codes === 1 && input.transactionCodeLength !== null) {
    throw invalidField("transactionCodeLength", "The file brings the transaction codes: leave this out.");
  }
}

const notMade = (): Problem =>
  new Problem(
    "conflict",
    `The batch was not begun: its authority is no more, or there are ${DRAFTS_MAX} unfinished batches. Cancel some first.`,
  );
