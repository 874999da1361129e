"use client";

import { useMutation } from "@tanstack/react-query";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LongDate } from "@/components/ui/long-date";
import { PageHeader } from "@/components/ui/page-header";
import { onboardTenantAction } from "@/lib/actions/organisation";
import { unwrap } from "@/lib/client/unwrap";

const onboard = unwrap(onboardTenantAction);

/** What members of an organisation see after it opted out, on every page. */
export function StartAgain({ optedOutAt }: { optedOutAt: string }) {
  const unavailable = useUnavailable("Tenant.Onboard");
  const start = useMutation({
    mutationFn: () => onboard(undefined),
    onSuccess: () => window.location.assign("/"),
  });
  return (
    <div className="grid gap-6">
      <PageHeader title="This organisation has opted out" />
      {start.error && <ErrorState title="It could not be opened again" error={start.error} />}
      <EmptyState
        title="Nothing is here any more"
        action={
          <Button
            variant="primary"
            pending={start.isPending || start.isSuccess}
            unavailable={unavailable}
            onClick={() => start.mutate()}
          >
            Start again
          </Button>
        }
      >
        It opted out on <LongDate at={optedOutAt} />. Its authorities, contracts and keys are gone, and its credentials
        are invalid. Starting again opens a new, empty environment: nothing of before comes back.
      </EmptyState>
    </div>
  );
}
