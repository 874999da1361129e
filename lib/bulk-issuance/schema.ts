import * as z from "zod";
import { FormatId } from "@/lib/contract/schema";
import { BULK_ROWS_MAX, CELL_MAX, OFFER_DAYS_MAX, ROWS_AT_ONCE } from "@/lib/kernel/batch-limits";

const Cell = z.string().max(CELL_MAX);

/** A column of the file, and what it is for. */
export const BulkColumn = z.strictObject({
  name: z.string().max(200),
  /** The input claim that its cells fill. */
  claim: z.string().max(200).nullable().default(null),
  /** Its cells are the transaction codes, of 4 to 16 digits. */
  transactionCode: z.boolean().default(false),
  /** It tells whose row it is, and so comes back with the results. */
  identifies: z.boolean().default(false),
});
export type BulkColumn = z.infer<typeof BulkColumn>;

export const CreateBulkIssuance = z.strictObject({
  contractId: z.uuid("Give the contract's id."),
  format: FormatId.optional(),
  fileName: z.string().trim().min(1).max(200),
  columns: z.array(BulkColumn).min(1).max(100),
  /** Digits of a transaction code that is made up for each row. */
  transactionCodeLength: z.int().min(4).max(16).nullable().default(null),
  offerDays: z.int().min(1).max(OFFER_DAYS_MAX).default(7),
});
export type CreateBulkIssuance = z.infer<typeof CreateBulkIssuance>;

export const BulkIssuanceRef = z.strictObject({ id: z.uuid("There is no such batch.") });

const RowNumber = z.int().min(1).max(BULK_ROWS_MAX, `A batch has ${BULK_ROWS_MAX} rows at most: make two of them.`);
const Cells = z.array(Cell).min(1).max(100);

export const AddBulkIssuanceRows = BulkIssuanceRef.extend({
  rows: z
    .array(z.strictObject({ row: RowNumber, cells: Cells }))
    .min(1)
    .max(ROWS_AT_ONCE),
});

export const StartBulkIssuance = BulkIssuanceRef.extend({ rows: z.int().min(1).max(BULK_ROWS_MAX) });

export const CancelBulkIssuance = BulkIssuanceRef.extend({
  /** Ends the offers that nobody has taken up yet, too. */
  withdrawOffers: z.boolean(),
});

export const RepairBulkIssuanceRow = BulkIssuanceRef.extend({ row: RowNumber, cells: Cells });

const bulkRowStates = ["waiting", "offered", "failed"] as const;
export const BulkRowState = z.enum(bulkRowStates);
export type BulkRowState = z.infer<typeof BulkRowState>;

export const ListBulkIssuanceRows = BulkIssuanceRef.extend({
  state: BulkRowState.optional(),
  /** The last row of the page before. */
  after: z.int().min(0).max(BULK_ROWS_MAX).default(0),
});

/** Why a row got no offer: in a word, and by the place of the column. */
export const BulkRowProblem = z.object({ message: z.string(), cells: z.record(z.string(), z.string()).default({}) });
export type BulkRowProblem = z.infer<typeof BulkRowProblem>;

/** A row as screens see it. Of a row that has its offer only the cells that tell whose it is are kept. */
export interface BulkRowView {
  row: number;
  state: BulkRowState;
  cells: (string | null)[];
  problem: BulkRowProblem | null;
  sessionId: string | null;
  /** How its offer stands. */
  offerState: string | null;
  /** `openid-credential-offer://…`, while the offer can be taken up. */
  offerUri: string | null;
}

export interface BulkRowPage {
  rows: BulkRowView[];
  /** Ask for the next page with it; null at the end. */
  after: number | null;
}

const bulkIssuanceStates = ["draft", "running", "paused", "done", "cancelled"] as const;
export type BulkIssuanceState = (typeof bulkIssuanceStates)[number];

/** How a batch stands. Times are RFC 3339 in UTC. */
export interface BulkIssuanceView {
  id: string;
  contractId: string;
  contractName: string;
  format: FormatId;
  fileName: string;
  state: BulkIssuanceState;
  columns: BulkColumn[];
  transactionCodes: "none" | "generated" | "column";
  offerDays: number;
  total: number;
  offered: number;
  failed: number;
  /** Rows a second, as measured; null before the first. */
  perSecond: number | null;
  /** By that rate; null unless it runs. */
  secondsLeft: number | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  /** When the last offer runs out, and the results are wiped; null once they are. */
  rowsUntil: string | null;
}

/** A batch, and what became of its offers. */
export interface BulkIssuanceDetail extends BulkIssuanceView {
  offers: {
    /** Not taken up yet. */
    open: number;
    issued: number;
    /** Run out, withdrawn or failed. */
    ended: number;
  };
}
