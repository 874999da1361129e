import { ListChecks, Send } from "lucide-react";
import type { Metadata } from "next";
import { transactionsCall } from "@/components/authority/authority-calls";
import { ApiCalls } from "@/components/developer/api-calls";
import { SessionTable } from "@/components/issuance/session-table";
import { stateWords } from "@/components/issuance/session-words";
import { ListPages } from "@/components/shell/list-pages";
import { LiveRefresh } from "@/components/shell/live-refresh";
import { UrlFilters } from "@/components/shell/url-filters";
import { filterHref, isNarrowed, listFilterOf, urlQueryOf } from "@/components/shell/url-query";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { listContracts } from "@/lib/contract/list-contracts";
import { listIssuanceSessions } from "@/lib/issuance/list-issuance-sessions";
import { ListIssuanceSessions } from "@/lib/issuance/session-schema";
import { sessionStates } from "@/lib/kernel/session-states";

export const metadata: Metadata = { title: "Issuances" };

const PATH = "/issuances";
const names = ["state", "contractId", "authorityId", "from", "until", "after"];

export default async function IssuancesPage({ searchParams }: PageProps<"/issuances">) {
  const ctx = await requireSessionCtx();
  const query = urlQueryOf(
    await searchParams,
    names,
    (part) => ListIssuanceSessions.safeParse(listFilterOf(part)).success,
  );
  const [{ items, nextCursor }, contracts, authorities] = await Promise.all([
    listIssuanceSessions(ctx, listFilterOf(query)),
    listContracts(ctx, { archived: "shown" }),
    listAuthorities(ctx, {}),
  ]);
  const filters = [
    {
      name: "state",
      label: "State",
      options: sessionStates.map((value) => ({ value, label: stateWords[value].label })),
    },
    { name: "contractId", label: "Contract", options: contracts.items.map(named) },
    { name: "authorityId", label: "Authority", options: authorities.items.map(named) },
    { name: "from", label: "From", type: "date" as const },
    { name: "until", label: "Until", type: "date" as const },
  ];
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Issuances"
        description="Every offer and what became of it, step by step."
        actions={
          <ButtonLink href="/issue">
            <Send aria-hidden />
            Issue
          </ButtonLink>
        }
        apiCalls={authorities.items.length > 0 && <ApiCalls calls={authorities.items.map(transactionsCall)} />}
      />
      <UrlFilters key={filterHref(PATH, query)} path={PATH} query={query} filters={filters} />
      {!query.after && <LiveRefresh everyMs={3000} />}
      {items.length > 0 ? (
        <SessionTable sessions={items} />
      ) : (
        <EmptyState
          icon={<ListChecks />}
          title={isNarrowed(query) ? "Nothing matches these filters" : "Nothing was offered yet"}
          action={
            isNarrowed(query) ? (
              <ButtonLink href={PATH}>Show everything</ButtonLink>
            ) : (
              <ButtonLink href="/issue" variant="primary">
                Issue a credential
              </ButtonLink>
            )
          }
        >
          {isNarrowed(query)
            ? "Widen the days, or leave a filter out."
            : "Offers made here, by API or for a batch will be listed with what became of each."}
        </EmptyState>
      )}
      <ListPages path={PATH} query={query} next={nextCursor} />
    </div>
  );
}

const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
