import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { actionGroups } from "@/components/audit/action-words";
import { AuditTable } from "@/components/audit/audit-table";
import { VerifyChain } from "@/components/audit/verify-chain";
import { listAuthoritiesCall, transactionsCall } from "@/components/authority/authority-calls";
import { ApiCalls } from "@/components/developer/api-calls";
import { ListPages } from "@/components/shell/list-pages";
import { UrlFilters } from "@/components/shell/url-filters";
import { dayBounds, filterHref, isNarrowed, urlQueryOf } from "@/components/shell/url-query";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAuditEvents } from "@/lib/audit/list-audit-events";
import { AuditFilter } from "@/lib/audit/schema";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";

export const metadata: Metadata = { title: "Activity" };

const PATH = "/activity";
const names = ["action", "actor", "target", "from", "until", "after"];

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const query = urlQueryOf(await searchParams, names, (part) => AuditFilter.safeParse(dayBounds(part)).success);
  const ctx = await requireSessionCtx();
  const [{ entries, next }, { items: authorities }] = await Promise.all([
    listAuditEvents(ctx, dayBounds(query)),
    listAuthorities(ctx, { limit: 1 }),
  ]);
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
      <UrlFilters key={filterHref(PATH, query)} path={PATH} query={query} filters={filters} />
      {entries.length > 0 ? (
        <AuditTable entries={entries} />
      ) : (
        <EmptyState
          icon={<Activity />}
          title={isNarrowed(query) ? "Nothing matches these filters" : "Nothing has happened yet"}
          action={isNarrowed(query) && <ButtonLink href={PATH}>Show everything</ButtonLink>}
        >
          {isNarrowed(query)
            ? "Widen the days, or leave a filter out."
            : "Every change, sign-in and refusal will be listed here."}
        </EmptyState>
      )}
      <ListPages path={PATH} query={query} next={next} />
    </div>
  );
}

const filters = [
  { name: "action", label: "What", options: actionGroups },
  { name: "actor", label: "Who", type: "text" as const, placeholder: "E-mail or id" },
  { name: "target", label: "On what", type: "text" as const, placeholder: "Id" },
  { name: "from", label: "From", type: "date" as const },
  { name: "until", label: "Until", type: "date" as const },
];
