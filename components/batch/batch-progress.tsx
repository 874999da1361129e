"use client";

import { Ban, Pause, Play, RotateCw } from "lucide-react";
import { BatchCounts } from "@/components/batch/batch-counts";
import { offersOf, rowsOf, timeLeftWords } from "@/components/batch/batch-words";
import { ProgressBar } from "@/components/batch/progress-bar";
import type { useChangeBatch } from "@/components/batch/use-batch";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import type { BulkIssuanceDetail } from "@/lib/bulk-issuance/schema";

interface Props {
  batch: BulkIssuanceDetail;
  change: ReturnType<typeof useChangeBatch>;
}

/** How far it has come, how long it will take, and the levers. */
export function BatchProgress({ batch, change }: Props) {
  const { state, total, offered, failed, offers } = batch;
  const error = change.pause.error ?? change.resume.error ?? change.retry.error;
  return (
    <Card aria-labelledby="progress-title">
      <CardHeader titleId="progress-title" title="Progress" actions={<Levers batch={batch} change={change} />} />
      <CardBody className="grid gap-6">
        <ProgressBar label="Rows done" value={offered + failed} max={Math.max(1, total)} words={wordsOf(batch)} />
        {error && <ErrorState title="That could not be done" error={error} />}
        <BatchCounts
          counts={[
            ["Rows", total],
            ["Offers made", offered],
            ["Rows without an offer", failed],
            ["Taken up", offers.issued],
            ["Still open", offers.open],
            ["Ran out or ended", offers.ended],
          ]}
        />
        {state === "done" && failed > 0 && batch.rowsUntil !== null && (
          <Button className="justify-self-start" pending={change.retry.isPending} onClick={() => change.retry.mutate()}>
            <RotateCw aria-hidden />
            Try {rowsOf(failed)} again
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

function wordsOf({ state, total, offered, failed, perSecond, secondsLeft }: BulkIssuanceDetail): string {
  const done = `${(offered + failed).toLocaleString("en-GB")} of ${rowsOf(total)}`;
  if (state === "running") {
    const rate = perSecond === null ? "" : `, ${Math.round(perSecond).toLocaleString("en-GB")} a second`;
    return `${done}${rate}, ${timeLeftWords(secondsLeft)}`;
  }
  if (state === "paused") return `Paused after ${done}`;
  if (state === "cancelled") return `Cancelled after ${done}`;
  return failed === 0
    ? `All ${offersOf(offered)} are made`
    : `${offersOf(offered)} made, ${rowsOf(failed)} without one`;
}

function Levers({ batch: { state, offers }, change }: Props) {
  const running = state === "running";
  return (
    <>
      {running && (
        <Button pending={change.pause.isPending} onClick={() => change.pause.mutate()}>
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      {state === "paused" && (
        <Button variant="primary" pending={change.resume.isPending} onClick={() => change.resume.mutate()}>
          <Play aria-hidden />
          Resume
        </Button>
      )}
      {(running || state === "paused") && (
        <ConfirmDialog
          trigger={
            <Button>
              <Ban aria-hidden />
              Cancel
            </Button>
          }
          title="Cancel the batch?"
          consequence="Rows that have no offer yet get none, for good. Offers that were made stay."
          confirmLabel="Cancel the batch"
          onConfirm={() => change.cancel.mutateAsync(false)}
        />
      )}
      {state !== "cancelled" && offers.open > 0 && (
        <ConfirmDialog
          trigger={<Button variant="ghost">Withdraw offers</Button>}
          title={`Withdraw ${offersOf(offers.open)}?`}
          consequence="Their links stop working at once, and the batch ends. This cannot be undone. Credentials that were issued stay valid."
          confirmLabel={`Withdraw ${offersOf(offers.open)}`}
          onConfirm={() => change.cancel.mutateAsync(true)}
        />
      )}
    </>
  );
}
