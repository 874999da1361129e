import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { auditQueryOf } from "@/components/audit/asked-audit-query";
import { AuditFilters } from "@/components/audit/audit-filters";
import { auditFilterOf, auditHref, isNarrowed } from "@/components/audit/audit-query";
import { AuditTable } from "@/components/audit/audit-table";
import { VerifyChain } from "@/components/audit/verify-chain";
import { listAuthoritiesCall, transactionsCall } from "@/components/authority/authority-calls";
import { ApiCalls } from "@/components/developer/api-calls";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAuditEvents } from "@/lib/audit/list-audit-events";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const query = auditQueryOf(await searchParams);
  const ctx = await requireSessionCtx();
  const [{ entries, next }, { items: authorities }] = await Promise.all([
    listAuditEvents(ctx, auditFilterOf(query)),
    listAuthorities(ctx, { limit: 1 }),
  ]);
  const { after, ...filters } = query;
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Activity"
        description="Who did what, and when. Nothing here can be changed or deleted."
        apiCalls={
          <ApiCalls calls={authorities.length > 0 ? authorities.map(transactionsCall) : [listAuthoritiesCall]} />
        }
      />
      <VerifyChain />
      {/* The key starts the form anew when the address changes, as by the browser's back button. */}
      <AuditFilters key={auditHref(filters)} query={filters} />
      {entries.length > 0 ? (
        <AuditTable entries={entries} />
      ) : (
        <EmptyState
          icon={<Activity />}
          title={isNarrowed(query) ? "Nothing matches these filters" : "Nothing has happened yet"}
          action={isNarrowed(query) && <ButtonLink href="/activity">Show everything</ButtonLink>}
        >
          {isNarrowed(query)
            ? "Widen the days, or leave a filter out."
            : "Every change, sign-in and refusal will be listed here."}
        </EmptyState>
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {after && <ButtonLink href={auditHref(filters)}>Newest</ButtonLink>}
        {next && <ButtonLink href={auditHref({ ...filters, after: next })}>Older</ButtonLink>}
      </nav>
    </div>
  );
}
