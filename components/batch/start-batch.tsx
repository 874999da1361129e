"use client";

import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type BatchDraft, mappingFault, sentCells, sentColumns } from "@/components/batch/batch-draft";
import { offersOf, rowsOf } from "@/components/batch/batch-words";
import { ProgressBar } from "@/components/batch/progress-bar";
import { sendBatch } from "@/components/batch/send-rows";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { isSendable } from "@/lib/bulk-issuance/row-schema";
import type { BulkRowProblem } from "@/lib/bulk-issuance/schema";

interface Props {
  contract: IssuableContract;
  draft: BatchDraft;
  problems: ReadonlyMap<number, BulkRowProblem>;
}

/** Sends the rows and starts the batch, or says what must be mended first. */
export function StartBatch({ contract, draft, problems }: Props) {
  const router = useRouter();
  const forbidden = useUnavailable("Credential.Issue");
  const [sent, setSent] = useState(0);
  const rows = draft.file.rows.length;
  const start = useMutation({
    mutationFn: () => sendBatch(contract, draft, setSent),
    onSuccess: (id) => router.push(`/batches/${id}` as Route),
  });
  const unavailable = forbidden ?? mappingFault(contract, draft) ?? unsendable(draft, problems);
  const label = `Offer to ${rowsOf(rows - problems.size)}`;
  const icon = !start.isPending && <Play aria-hidden />;

  return (
    <div className="grid w-full gap-4">
      {start.isPending && <ProgressBar label="Rows sent" value={sent} max={rows} words={`${rowsOf(sent)} sent`} />}
      {start.error && <ErrorState title="The batch could not be started" error={start.error} />}
      <div className="flex justify-end">
        {problems.size === 0 || unavailable ? (
          <Button variant="primary" unavailable={unavailable} pending={start.isPending} onClick={() => start.mutate()}>
            {icon}
            {label}
          </Button>
        ) : (
          <ConfirmDialog
            variant="primary"
            trigger={
              <Button variant="primary" pending={start.isPending}>
                {icon}
                {label}
              </Button>
            }
            title={`Make ${offersOf(rows - problems.size)}?`}
            consequence={`${rowsOf(problems.size)} with problems get no offer for now. You can mend them later, on the batch's page.`}
            confirmLabel={`Make ${offersOf(rows - problems.size)}`}
            onConfirm={() => start.mutateAsync()}
          />
        )}
      </div>
    </div>
  );
}

/** Rows that the server could not even keep for later. */
function unsendable(draft: BatchDraft, problems: ReadonlyMap<number, BulkRowProblem>): string | undefined {
  if (problems.size === draft.file.rows.length) return "No row can be offered yet: mend them first.";
  const columns = sentColumns(draft);
  const width = draft.file.header.length;
  const first = [...problems.keys()].find(
    (at) => !isSendable(columns, sentCells(columns, draft.file.rows[at] ?? [], width)),
  );
  return first === undefined ? undefined : `Mend row ${first + 1} first: ${problems.get(first)?.message}`;
}
