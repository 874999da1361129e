"use client";

import { X } from "lucide-react";
import { countOf } from "@/components/credential/bulk-words";
import { useBulkRevocation } from "@/components/credential/use-bulk-revocation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { ErrorState } from "@/components/ui/error-state";
import type { BulkRevocationView } from "@/lib/bulk-revocation/schema";

interface Props {
  contractId: string;
  id: string;
  onClose: () => void;
}

/** How far a bulk revocation has come. It goes on when nobody watches. */
export function BulkProgress({ contractId, id, onClose }: Props) {
  const { data, error, refetch, isFetching } = useBulkRevocation(contractId, id);
  if (error && !data) {
    return (
      <ErrorState
        title="The bulk revocation could not be looked at"
        error={error}
        onRetry={() => refetch()}
        retrying={isFetching}
      />
    );
  }
  if (!data) return null;
  return (
    <section aria-label="Bulk revocation" className="grid gap-3 rounded-2xl border bg-card px-4 py-3">
      <div className="flex items-center justify-between gap-3">
        <p role="status">{wordsFor(data)}</p>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      {data.state === "running" && (
        <progress
          aria-label="Revoked so far"
          max={data.total}
          value={data.revoked + data.failed}
          className="h-1.5 w-full overflow-hidden rounded-full bg-muted accent-primary [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        />
      )}
      {data.failures.length > 0 && <Failures failures={data.failures} failed={data.failed} />}
    </section>
  );
}

function wordsFor({ state, total, revoked, failed }: BulkRevocationView): string {
  if (state === "running") return `Revoking: ${(revoked + failed).toLocaleString("en-GB")} of ${countOf(total)} done`;
  return failed === 0 ? `${countOf(revoked)} revoked` : `${countOf(revoked)} revoked, ${countOf(failed)} not`;
}

const Failures = ({ failures, failed }: Pick<BulkRevocationView, "failures" | "failed">) => (
  <Alert tone="warning" title={`${countOf(failed)} could not be revoked`}>
    <ul className="grid gap-1">
      {failures.map(({ urn, problem }) => (
        <li key={urn} className="flex flex-wrap items-center gap-2">
          <CopyId value={urn} label="credential id" longest={24} />
          {problem}
        </li>
      ))}
    </ul>
  </Alert>
);
