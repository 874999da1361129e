import { BULK_ROWS_MAX } from "@/lib/kernel/batch-limits";

export interface CsvFile {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Why a file cannot be used, for the person who chose it. */
export class UnreadableFile extends Error {}

/** Ten thousand rows with pictures would be larger; those belong into several batches. */
const BYTES_MAX = 20 * 1024 * 1024;

/**
 * Reads a CSV file (RFC 4180; commas, semicolons, tabs or bars, with or without a byte order mark) whose first line
 * names the columns. Blank lines are skipped. Throws {@link UnreadableFile}.
 */
export async function readCsv(file: Pick<File, "name" | "size" | "arrayBuffer">): Promise<CsvFile> {
  if (file.size > BYTES_MAX) throw new UnreadableFile("The file is larger than 20 MB: make several of it.");
  const table = await parsed(textOf(await file.arrayBuffer()));
  const [header, ...rows] = table;
  if (!header) throw new UnreadableFile("The file is empty.");
  if (rows.length === 0) throw new UnreadableFile("The file has a line of column names only, and no row below it.");
  const width = header.length;
  return {
    name: file.name,
    header: header.map((name, at) => name.trim() || `Column ${at + 1}`),
    rows: rows.map((cells) => filledUp(cells, width)),
  };
}

function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile("The file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.");
  }
}

async function parsed(text: string): Promise<string[][]> {
  // A page without a file has no use for it.
  const { default: papaparse } = await import("papaparse");
  const { data, errors } = papaparse.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const quotes = errors.find(({ type }) => type === "Quotes");
  if (quotes) {
    const line = (quotes.row ?? 0) + 1;
    throw new UnreadableFile(
      `Line ${line}, or one near it, has a quotation mark that is not closed or stands inside a cell: write "" for a quotation mark.`,
    );
  }
  if (data.length > BULK_ROWS_MAX + 1) {
    throw new UnreadableFile("The file has more than 10,000 rows: make several of it.");
  }
  return data;
}

/** Spreadsheets leave empty cells at the end of a line away, or write too many of them. */
function filledUp(cells: readonly string[], width: number): string[] {
  const trimmed = cells.map((cell) => cell.trim());
  while (trimmed.length > width && trimmed.at(-1) === "") trimmed.pop();
  while (trimmed.length < width) trimmed.push("");
  return trimmed;
}
