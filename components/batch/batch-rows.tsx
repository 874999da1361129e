"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { rowWords } from "@/components/batch/batch-words";
import { Pager } from "@/components/batch/pager";
import { RepairRow } from "@/components/batch/repair-row";
import { useBatchRows, type useChangeBatch } from "@/components/batch/use-batch";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { CopyId } from "@/components/ui/copy-id";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import type { BulkIssuanceDetail, BulkRowView } from "@/lib/bulk-issuance/schema";

interface Props {
  batch: BulkIssuanceDetail;
  change: ReturnType<typeof useChangeBatch>;
}

const shown = ["all", "failed", "offered", "waiting"] as const;
const labels = { all: "All rows", failed: "Without an offer", offered: "With an offer", waiting: "Waiting" } as const;

/** The rows, fifty at a time; those that failed can be mended where they stand. */
export function BatchRows({ batch, change }: Props) {
  const [state, setState] = useQueryState("rows", parseAsStringLiteral(shown).withDefault("all"));
  const [begins, setBegins] = useState<readonly number[]>([0]);
  const after = begins.at(-1) ?? 0;
  const mark = `${batch.state} ${batch.offered} ${batch.failed} ${batch.offers.open} ${batch.offers.issued}`;
  const { data, error, refetch, isFetching } = useBatchRows(batch.id, state === "all" ? null : state, after, mark);
  return (
    <section aria-labelledby="rows-title" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="rows-title" className="font-semibold text-base">
          Rows
        </h2>
        <Select
          aria-label="Rows to show"
          className="w-56"
          options={shown.map((value) => ({ value, label: labels[value] }))}
          value={state}
          onValueChange={(value) => {
            setBegins([0]);
            void setState(value);
          }}
        />
      </div>
      {error && !data && (
        <ErrorState
          title="The rows could not be loaded"
          error={error}
          onRetry={() => refetch()}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeleton className="h-64 rounded-2xl" />}
      {data && data.rows.length === 0 && <p className="text-muted-foreground">There are no such rows.</p>}
      {data && data.rows.length > 0 && <Rows batch={batch} change={change} rows={data.rows} />}
      {data && (after > 0 || data.after !== null) && (
        <Pager
          words={`Rows ${data.rows[0]?.row ?? 0} to ${data.rows.at(-1)?.row ?? 0}`}
          onBefore={begins.length > 1 ? () => setBegins(begins.slice(0, -1)) : undefined}
          onNext={data.after === null ? undefined : () => setBegins([...begins, data.after ?? 0])}
        />
      )}
    </section>
  );
}

/** A phone has room for one name of a row. */
const restOnPhone = (first: boolean) => (first ? "" : "hidden @2xl:table-cell");

const Rows = ({ batch, change, rows }: Props & { rows: readonly BulkRowView[] }) => {
  const named = batch.columns.flatMap((column, at) => (column.identifies ? [{ ...column, at }] : []));
  return (
    <Table label="Rows of the batch">
      <TableHead>
        <tr>
          <TableHeaderCell className="w-16">Row</TableHeaderCell>
          {named.map(({ name, at }) => (
            <TableHeaderCell key={at} className={restOnPhone(at === named[0]?.at)}>
              {name}
            </TableHeaderCell>
          ))}
          <TableHeaderCell>State</TableHeaderCell>
          <TableHeaderCell>Offer</TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.row}>
            <TableCell className="tabular-nums">{row.row}</TableCell>
            {named.map(({ at }) => (
              <TableCell key={at} className={classNames("max-w-56 truncate", restOnPhone(at === named[0]?.at))}>
                {row.cells[at] ?? ""}
              </TableCell>
            ))}
            <TableCell className="min-w-40">
              <RowState row={row} />
              {row.state === "failed" && row.cells.length > 0 && batch.state !== "cancelled" && (
                <div className="mt-1.5">
                  <RepairRow columns={batch.columns} row={row} repair={change.repair} />
                </div>
              )}
            </TableCell>
            <TableCell>
              {row.offerUri && <CopyId value={row.offerUri} label={`offer of row ${row.row}`} longest={24} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

const RowState = ({ row }: { row: BulkRowView }) => {
  const { label, tone } = rowWords(row.state, row.offerState);
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={tone}>{label}</Badge>
      {row.problem && <span className="text-danger text-xs">{row.problem.message}</span>}
    </span>
  );
};
