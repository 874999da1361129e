"use client";

import { useQuery } from "@tanstack/react-query";
import { listAuthoritiesCall } from "@/components/authority/authority-calls";
import { ApiCalls } from "@/components/developer/api-calls";
import { getSettingsCall, onboardCall } from "@/components/organisation/settings-calls";
import { AttentionList } from "@/components/overview/attention-list";
import { CountsStrip } from "@/components/overview/counts-strip";
import { FirstStepsCard } from "@/components/overview/first-steps-card";
import { RecentEvents } from "@/components/overview/recent-events";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { getJson } from "@/lib/client/get-json";
import type { OverviewData } from "@/lib/tenant/schema";

const overviewCalls = [onboardCall, listAuthoritiesCall, getSettingsCall];

/** The first page: what to do next, what needs a hand, what happened. It keeps itself up to date. */
export function Overview({ initial }: { initial: OverviewData }) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => getJson<OverviewData>("/api/portal/overview", signal),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const begun = data.counts.issued > 0;
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Overview"
        apiCalls={<ApiCalls calls={overviewCalls} />}
        description={begun ? undefined : "From a key to a credential in somebody's wallet, in five steps."}
        actions={
          begun && (
            <ButtonLink href="/issue" variant="primary">
              Issue a credential
            </ButtonLink>
          )
        }
      />
      {error && (
        <ErrorState title="This page is not up to date" error={error} onRetry={() => refetch()} retrying={isFetching} />
      )}
      {begun ? <CountsStrip counts={data.counts} /> : <FirstStepsCard counts={data.counts} />}
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <AttentionList attention={data.attention} />
        <RecentEvents events={data.events} />
      </div>
    </div>
  );
}
