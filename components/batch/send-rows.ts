import { type BatchDraft, batchRequest, sentCells, sentColumns } from "@/components/batch/batch-draft";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import {
  addBulkIssuanceRowsAction,
  createBulkIssuanceAction,
  startBulkIssuanceAction,
} from "@/lib/actions/bulk-issuance";
import { unwrap } from "@/lib/client/unwrap";
import { ROWS_AT_ONCE } from "@/lib/kernel/batch-limits";

const create = unwrap(createBulkIssuanceAction);
const add = unwrap(addBulkIssuanceRowsAction);
const start = unwrap(startBulkIssuanceAction);

/** Characters in one request: well below what the server takes, whatever their bytes are. */
const CHARACTERS_AT_ONCE = 60_000;

interface Numbered {
  readonly row: number;
  readonly cells: string[];
}

/** As many rows at once as one request may have. */
export function* parts(rows: readonly Numbered[]): Generator<Numbered[]> {
  let part: Numbered[] = [];
  let characters = 0;
  for (const row of rows) {
    const length = row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (part.length > 0 && (part.length === ROWS_AT_ONCE || characters + length > CHARACTERS_AT_ONCE)) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(row);
    characters += length;
  }
  if (part.length > 0) yield part;
}

/** Sends a file part by part and starts the batch; gives its id. `onSent` hears how many rows have arrived. */
export async function sendBatch(
  contract: IssuableContract,
  draft: BatchDraft,
  onSent: (rows: number) => void,
): Promise<string> {
  const columns = sentColumns(draft);
  const { id } = await create(batchRequest(contract, draft));
  const width = draft.file.header.length;
  const rows = draft.file.rows.map((row, at) => ({
    row: at + 1,
    cells: sentCells(columns, row, width).slice(0, columns.length),
  }));
  for (const part of parts(rows)) {
    const { total } = await add({ id, rows: part });
    onSent(total);
  }
  await start({ id, rows: rows.length });
  return id;
}
