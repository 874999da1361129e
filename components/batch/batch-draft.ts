import type { CsvFile } from "@/components/batch/read-csv";
import { type ClaimInput, claimInputs, type IssuableContract } from "@/components/issuance/issue-draft";
import { judgeRow } from "@/lib/bulk-issuance/row-schema";
import type { BulkColumn, BulkRowProblem, CreateBulkIssuance } from "@/lib/bulk-issuance/schema";
import type { FormatId } from "@/lib/contract/schema";

/** Where transaction codes come from: nowhere, made up, or the column of this number. */
export type CodeSource = "none" | "generated" | `column-${number}`;

/** What a file is to become. */
export interface BatchDraft {
  readonly file: CsvFile;
  readonly format: FormatId;
  /** The file's column for each input claim; null where it has none. */
  readonly columnOf: Readonly<Record<string, number | null>>;
  /** The file's columns that tell whose row it is. */
  readonly identifying: readonly number[];
  readonly codes: CodeSource;
  readonly offerDays: number;
}

export const CODE_LENGTH = 6;

/** A file as it is most probably meant: each claim from the column whose name says so. */
export function guessedDraft(contract: IssuableContract, file: CsvFile): BatchDraft {
  const inputs = claimInputs(contract);
  const taken = new Set<number>();
  const columnOf: Record<string, number | null> = {};
  for (const fits of [sameName, partOfName]) {
    for (const input of inputs) {
      if (typeof columnOf[input.inputClaim] === "number") continue;
      const at = file.header.findIndex((name, column) => !taken.has(column) && fits(plain(name), namesOf(input)));
      columnOf[input.inputClaim] = at === -1 ? null : at;
      if (at !== -1) taken.add(at);
    }
  }
  return {
    file,
    format: contract.formats[0] ?? "jwt_vc_json",
    columnOf,
    identifying: [
      0,
      ...inputs.filter(({ indexed }) => indexed).map(({ inputClaim }) => columnOf[inputClaim] ?? 0),
    ].filter((column, at, all) => all.indexOf(column) === at),
    codes: "none",
    offerDays: 7,
  };
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const namesOf = ({ inputClaim, outputClaim, label }: ClaimInput): string[] =>
  [inputClaim.replace(/^\$\./, ""), outputClaim, label].map(plain);

const sameName = (column: string, names: readonly string[]): boolean => names.includes(column);
const partOfName = (column: string, names: readonly string[]): boolean =>
  column.length > 2 && names.some((name) => name.length > 2 && (name.includes(column) || column.includes(name)));

/** A column that is sent, and its number in the file. */
interface SentColumn extends BulkColumn {
  readonly at: number;
}

/** Only what is used is sent: the other columns stay with their owner. */
export function sentColumns({ file, columnOf, identifying, codes }: BatchDraft): SentColumn[] {
  const code = codes.startsWith("column-") ? Number(codes.slice(7)) : null;
  return file.header.flatMap((name, at) => {
    const claim = Object.keys(columnOf).find((input) => columnOf[input] === at) ?? null;
    const transactionCode = code === at;
    const identifies = identifying.includes(at);
    if (claim === null && !transactionCode && !identifies) return [];
    return [{ name: name.slice(0, 200), claim, transactionCode, identifies, at }];
  });
}

/** What is wrong with the mapping itself, in a sentence. */
export function mappingFault(contract: IssuableContract, draft: BatchDraft): string | undefined {
  const inputs = claimInputs(contract);
  const missing = inputs.filter(({ inputClaim, required }) => required && draft.columnOf[inputClaim] == null);
  if (missing.length > 0) return `Say which column has ${missing.map(({ label }) => label).join(" and ")}.`;
  const columns = Object.values(draft.columnOf).filter((column) => column !== null);
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) return `The column ${draft.file.header[twice]} is used twice: one claim, one column.`;
  if (columns.some((column) => draft.codes === `column-${column}`)) {
    return "The column with the transaction codes cannot be a claim too.";
  }
  return undefined;
}

/** What a row sends, in the order of the columns. One with more cells than the file has columns keeps them, to be told. */
export function sentCells(columns: readonly SentColumn[], row: readonly string[], width: number): string[] {
  const cells = columns.map(({ at }) => row[at] ?? "");
  return row.length > width ? [...cells, ...row.slice(width)] : cells;
}

/** What is wrong with each row that has a problem, by its place in the file. */
export function rowProblems(
  contract: IssuableContract,
  draft: BatchDraft,
  known: WeakMap<readonly string[], BulkRowProblem | null>,
): Map<number, BulkRowProblem> {
  const columns = sentColumns(draft);
  const inputs = claimInputs(contract);
  const problems = new Map<number, BulkRowProblem>();
  draft.file.rows.forEach((row, at) => {
    let problem = known.get(row);
    if (problem === undefined) {
      problem = judgeRow(inputs, columns, sentCells(columns, row, draft.file.header.length)).problem;
      known.set(row, problem);
    }
    if (problem) problems.set(at, problem);
  });
  return problems;
}

/** The same file with one cell changed. Cells beyond the last column go with it. */
export function withCell(file: CsvFile, row: number, column: number, cell: string): CsvFile {
  const rows = [...file.rows];
  rows[row] = file.header.map((_, at) => (at === column ? cell : (file.rows[row]?.[at] ?? "")));
  return { ...file, rows };
}

export const batchRequest = (contract: IssuableContract, draft: BatchDraft): CreateBulkIssuance => ({
  contractId: contract.id,
  format: draft.format,
  fileName: draft.file.name.slice(0, 200) || "batch.csv",
  columns: sentColumns(draft).map(({ at, ...column }) => column),
  transactionCodeLength: draft.codes === "generated" ? CODE_LENGTH : null,
  offerDays: draft.offerDays,
});
