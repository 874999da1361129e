import type { BulkColumn, BulkRowProblem } from "@/lib/bulk-issuance/schema";
import { CELL_MAX } from "@/lib/kernel/batch-limits";
import { isWholeText } from "@/lib/kernel/whole-text";

/** What a contract asks the file for. */
interface RowInput {
  readonly inputClaim: string;
  readonly required: boolean;
}

export interface JudgedRow {
  /** By input claim. */
  readonly claims: Readonly<Record<string, string>>;
  readonly transactionCode: string | null;
}

/**
 * What a row says, or what is wrong with it, cell by cell. The same words in the browser, before anything is sent, and
 * on the server, which trusts nobody.
 */
export function judgeRow(
  inputs: readonly RowInput[],
  columns: readonly BulkColumn[],
  cells: readonly string[],
): { row: JudgedRow; problem: null } | { row: null; problem: BulkRowProblem } {
  if (cells.length !== columns.length) {
    const message = `The row has ${cells.length} cells, and there are ${columns.length} columns.`;
    return { row: null, problem: { message, cells: {} } };
  }
  const required = new Set(inputs.filter((input) => input.required).map(({ inputClaim }) => inputClaim));
  const faults = columns.flatMap((column, at) => {
    const fault = cellFault(column, cells[at] ?? "", column.claim !== null && required.has(column.claim));
    return fault ? [[String(at), fault] as const] : [];
  });
  const [first] = faults;
  if (first) {
    const name = columns[Number(first[0])]?.name ?? "";
    return { row: null, problem: { message: `${name}: ${first[1]}`, cells: Object.fromEntries(faults) } };
  }
  return { row: readRow(columns, cells), problem: null };
}

/** False for what the server would not even take, to tell of it later. */
export const isSendable = (columns: readonly BulkColumn[], cells: readonly string[]): boolean =>
  cells.length === columns.length && cells.every((cell) => isWholeText(cell) && cell.length <= CELL_MAX);

function cellFault({ transactionCode }: BulkColumn, cell: string, required: boolean): string | null {
  if (!isWholeText(cell)) return "This text holds a character that is none: remove it.";
  if (cell.length > CELL_MAX) return `This text is too long: ${CELL_MAX} characters at most.`;
  if (transactionCode && !/^\d{4,16}$/.test(cell)) return "Give 4 to 16 digits.";
  if (required && cell.trim() === "") return "Give a value: the contract requires it.";
  return null;
}

function readRow(columns: readonly BulkColumn[], cells: readonly string[]): JudgedRow {
  const claims: [string, string][] = [];
  let transactionCode: string | null = null;
  columns.forEach((column, at) => {
    const cell = cells[at] ?? "";
    if (column.transactionCode) transactionCode = cell;
    if (column.claim !== null && cell.trim() !== "") claims.push([column.claim, cell.trim().normalize("NFC")]);
  });
  return { claims: Object.fromEntries(claims), transactionCode };
}
