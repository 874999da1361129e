"use client";

import { useState } from "react";
import { type BatchDraft, sentColumns, withCell } from "@/components/batch/batch-draft";
import { rowsOf } from "@/components/batch/batch-words";
import { Pager } from "@/components/batch/pager";
import { RepairCell } from "@/components/batch/repair-cell";
import { Badge } from "@/components/ui/badge";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import type { BulkRowProblem } from "@/lib/bulk-issuance/schema";

interface Props {
  draft: BatchDraft;
  problems: ReadonlyMap<number, BulkRowProblem>;
  onChange: (draft: BatchDraft) => void;
}

const AT_ONCE = 50;
type Shown = "all" | "problems";

/**
 * The rows as they will be issued, some at a time, with what is wrong beside the cell that is wrong. Rows that had a
 * problem when the list was made stay on it once they are mended: nothing jumps away beneath the fingers.
 */
export function CheckRows({ draft, problems, onChange }: Props) {
  const [shown, setShown] = useState<Shown>(problems.size > 0 ? "problems" : "all");
  const [listed, setListed] = useState(() => [...problems.keys()]);
  const [page, setPage] = useState(0);
  const { file } = draft;
  const columns = sentColumns(draft);
  const rows = shown === "all" ? file.rows.map((_, at) => at) : listed;
  const begin = page * AT_ONCE;
  const visible = rows.slice(begin, begin + AT_ONCE);

  function show(next: Shown) {
    setShown(next);
    setListed([...problems.keys()]);
    setPage(0);
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status">
          {problems.size === 0
            ? "Every row can be offered."
            : `${rowsOf(problems.size)} cannot be offered as ${problems.size === 1 ? "it is" : "they are"}.`}
        </p>
        <Select
          aria-label="Rows to show"
          className="w-56"
          options={[
            { value: "all", label: `All ${rowsOf(file.rows.length)}` },
            { value: "problems", label: "Rows with problems" },
          ]}
          value={shown}
          onValueChange={show}
        />
      </div>
      {rows.length > 0 && (
        <Table label="Rows of the file">
          <TableHead>
            <tr>
              <TableHeaderCell className="w-16">Row</TableHeaderCell>
              {columns.map((column) => (
                <TableHeaderCell key={column.at}>{column.name}</TableHeaderCell>
              ))}
              <TableHeaderCell>State</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {visible.map((at) => {
              const problem = problems.get(at);
              return (
                <TableRow key={at}>
                  <TableCell className="tabular-nums">{at + 1}</TableCell>
                  {columns.map((column, place) => (
                    <TableCell key={column.at}>
                      <RepairCell
                        label={`${column.name}, row ${at + 1}`}
                        value={file.rows[at]?.[column.at] ?? ""}
                        fault={problem?.cells[place]}
                        editable={shown === "problems"}
                        onChange={(cell) => onChange({ ...draft, file: withCell(file, at, column.at, cell) })}
                      />
                    </TableCell>
                  ))}
                  <TableCell>
                    <Badge tone={problem ? "danger" : "success"}>{problem ? "Problem" : "Fine"}</Badge>
                    {problem && Object.keys(problem.cells).length === 0 && (
                      <p className="mt-1 text-danger text-xs">{problem.message}</p>
                    )}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
      {rows.length > AT_ONCE && (
        <Pager
          words={`${(begin + 1).toLocaleString("en-GB")} to ${(begin + visible.length).toLocaleString("en-GB")} of ${rowsOf(rows.length)}`}
          onBefore={page > 0 ? () => setPage(page - 1) : undefined}
          onNext={begin + AT_ONCE < rows.length ? () => setPage(page + 1) : undefined}
        />
      )}
    </div>
  );
}
