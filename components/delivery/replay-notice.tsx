import { Alert } from "@/components/ui/alert";
import { ErrorState } from "@/components/ui/error-state";
import { problemFrom } from "@/lib/client/action-problem";
import type { ReplayOutcome } from "@/lib/delivery/schema";

interface Props {
  outcome: ReplayOutcome | undefined;
  error: Error | null;
}

/** What came of asking for a replay. */
export function ReplayNotice({ outcome, error }: Props) {
  if (error) return <ErrorState title="Nothing was sent again" error={problemFrom(error)} />;
  if (!outcome) return null;
  const count = outcome.queued === 1 ? "1 delivery is" : `${outcome.queued} deliveries are`;
  return (
    <Alert tone="success">
      {count} sent again now.
      {outcome.skipped > 0 && ` ${outcome.skipped} left out: they held a credential or claims, which are not kept.`}
    </Alert>
  );
}
