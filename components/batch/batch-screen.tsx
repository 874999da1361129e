"use client";

import { Download } from "lucide-react";
import { BatchProgress } from "@/components/batch/batch-progress";
import { BatchRows } from "@/components/batch/batch-rows";
import { batchStates } from "@/components/batch/batch-words";
import { useBatch, useChangeBatch } from "@/components/batch/use-batch";
import { formatNames } from "@/components/issuance/format-names";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { buttonStyles } from "@/components/ui/button-styles";
import { ErrorState } from "@/components/ui/error-state";
import { LongDate } from "@/components/ui/long-date";
import { PageHeader } from "@/components/ui/page-header";
import type { BulkIssuanceDetail } from "@/lib/bulk-issuance/schema";

/** A batch, live. It goes on when nobody watches. */
export function BatchScreen({ initial }: { initial: BulkIssuanceDetail }) {
  const { data: batch, error, refetch, isFetching } = useBatch(initial);
  const change = useChangeBatch(initial.id);
  const { label, tone } = batchStates[batch.state];
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Batches", href: "/batches" }]}
        title={batch.fileName}
        badge={<Badge tone={tone}>{label}</Badge>}
        description={`${batch.contractName}, ${formatNames[batch.format].label}`}
        actions={
          // Not a link of the router: this is a file.
          <a href={`/api/portal/batches/${batch.id}/results`} download className={buttonStyles({ variant: "primary" })}>
            <Download aria-hidden />
            Results as CSV
          </a>
        }
      />
      {error && (
        <ErrorState title="The batch is not up to date" error={error} onRetry={() => refetch()} retrying={isFetching} />
      )}
      {batch.rowsUntil === null ? (
        <Alert>Its offers have ended, so links, codes and names are gone. The counts stay.</Alert>
      ) : (
        batch.state !== "running" && (
          <Alert>
            The results hold the links and codes of all offers: keep the file as you would keep keys. They stay here
            until <LongDate at={batch.rowsUntil} />.
          </Alert>
        )
      )}
      <BatchProgress batch={batch} change={change} />
      <BatchRows batch={batch} change={change} />
    </div>
  );
}
