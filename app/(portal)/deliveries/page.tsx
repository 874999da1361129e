import { RadioTower } from "lucide-react";
import type { Metadata } from "next";
import { DeliveriesTable } from "@/components/delivery/deliveries-table";
import { callbackEvents } from "@/components/delivery/delivery-words";
import { ListPages } from "@/components/shell/list-pages";
import { LiveRefresh } from "@/components/shell/live-refresh";
import { UrlFilters } from "@/components/shell/url-filters";
import { filterHref, isNarrowed, listFilterOf, urlQueryOf } from "@/components/shell/url-query";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { ListDeliveries } from "@/lib/delivery/schema";
import { webhookEvents } from "@/lib/kernel/webhook-events";

export const metadata: Metadata = { title: "Deliveries" };

const PATH = "/deliveries";
const names = ["kind", "outcome", "event", "webhookId", "sessionId", "from", "until", "after"];

export default async function DeliveriesPage({ searchParams }: PageProps<"/deliveries">) {
  const ctx = await requireSessionCtx();
  const query = urlQueryOf(await searchParams, names, (part) => ListDeliveries.safeParse(listFilterOf(part)).success);
  const { items, nextCursor } = await listDeliveries(ctx, listFilterOf(query));
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Deliveries"
        description="Every attempt to tell a callback or a webhook of an event, with what came back. Kept for thirty days."
      />
      <UrlFilters key={filterHref(PATH, query)} path={PATH} query={query} filters={filters} />
      {!query.after && <LiveRefresh everyMs={3000} />}
      {items.length > 0 ? (
        <DeliveriesTable deliveries={items} />
      ) : (
        <EmptyState
          icon={<RadioTower />}
          title={isNarrowed(query) ? "Nothing matches these filters" : "Nobody was told of anything yet"}
          action={
            isNarrowed(query) ? (
              <ButtonLink href={PATH}>Show everything</ButtonLink>
            ) : (
              <ButtonLink href="/webhooks">Look at the webhooks</ButtonLink>
            )
          }
        >
          {isNarrowed(query)
            ? "Widen the days, or leave a filter out."
            : "What is sent to the callback of an issuance, or to a webhook, will be listed here."}
        </EmptyState>
      )}
      <ListPages path={PATH} query={query} next={nextCursor} />
    </div>
  );
}

const option = (value: string) => ({ value, label: value });

const filters = [
  {
    name: "kind",
    label: "Sent to",
    options: [
      { value: "callback", label: "Callbacks" },
      { value: "webhook", label: "Webhooks" },
    ],
  },
  {
    name: "outcome",
    label: "Answer",
    options: [
      { value: "confirmed", label: "Confirmed" },
      { value: "refused", label: "Failed" },
    ],
  },
  { name: "event", label: "Event", options: [...callbackEvents, ...webhookEvents].map(option) },
  { name: "from", label: "From", type: "date" as const },
  { name: "until", label: "Until", type: "date" as const },
];
