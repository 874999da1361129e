"use client";

import { Wrench } from "lucide-react";
import { useState } from "react";
import type { useChangeBatch } from "@/components/batch/use-batch";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BulkColumn, BulkRowView } from "@/lib/bulk-issuance/schema";
import { problemFrom } from "@/lib/client/action-problem";

interface Props {
  columns: readonly BulkColumn[];
  row: BulkRowView;
  repair: ReturnType<typeof useChangeBatch>["repair"];
}

/** The cells of a row that failed, to be mended and tried again. */
export function RepairRow({ columns, row, repair }: Props) {
  const [open, setOpen] = useState(false);
  const [cells, setCells] = useState(() => columns.map((_, at) => row.cells[at] ?? ""));
  const refused = repair.error && repair.variables?.row === row.row ? problemFrom(repair.error) : null;
  const faults = refused
    ? Object.fromEntries(Object.entries(refused.fields).map(([path, message]) => [path.replace(/\D/g, ""), message]))
    : (row.problem?.cells ?? {});

  async function save() {
    try {
      await repair.mutateAsync({ row: row.row, cells });
      setOpen(false);
    } catch {
      // What went wrong is shown beside the cells.
    }
  }

  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)} aria-label={`Mend row ${row.row}`}>
        <Wrench aria-hidden />
        Mend
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Row ${row.row}`} description="Mend it, and it is tried again.">
        <form
          noValidate
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {columns.map((column, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name; their places are what they are.
            <Field key={at} label={column.name} error={faults[at]}>
              <Input
                autoComplete="off"
                value={cells[at] ?? ""}
                onValueChange={(cell) => setCells(cells.map((known, place) => (place === at ? cell : known)))}
              />
            </Field>
          ))}
          {refused && Object.keys(refused.fields).length === 0 && <Alert tone="danger">{refused.message}</Alert>}
          <div className="flex justify-end">
            <Button type="submit" variant="primary" pending={repair.isPending}>
              Save and try again
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
