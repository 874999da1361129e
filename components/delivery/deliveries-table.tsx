"use client";

import { RotateCw } from "lucide-react";
import { useState } from "react";
import { refusalOf } from "@/components/delivery/delivery-words";
import { OutcomeBadge } from "@/components/delivery/outcome-badge";
import { ReplayNotice } from "@/components/delivery/replay-notice";
import { useReplay } from "@/components/delivery/use-replay";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { DeliveryView } from "@/lib/delivery/schema";

/** Attempts, the newest first. Those that were kept whole can be ticked and sent again. */
export function DeliveriesTable({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const unavailable = useUnavailable("Tenant.ReadWrite");
  const replay = useReplay(() => setSelected(new Set()));
  const whole = deliveries.filter(({ notReplayable }) => notReplayable === null).map(({ id }) => id);
  const chosen = whole.filter((id) => selected.has(id));
  const all = whole.length > 0 && chosen.length === whole.length;

  return (
    <div className="grid gap-4">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-sm" aria-live="polite">
          {chosen.length === 0
            ? "Tick deliveries to send them again. That changes no issuance."
            : `${chosen.length} chosen.`}
        </p>
        {chosen.length > 0 && (
          <Button
            variant="primary"
            pending={replay.isPending}
            unavailable={unavailable}
            onClick={() => replay.mutate({ ids: chosen })}
          >
            <RotateCw aria-hidden />
            {chosen.length === 1 ? "Send 1 delivery again" : `Send ${chosen.length} deliveries again`}
          </Button>
        )}
      </div>
      <ReplayNotice outcome={replay.data} error={replay.error} />
      <Table label="Deliveries, the newest first">
        <TableHead>
          <tr>
            <TableHeaderCell className="w-10 pr-0">
              <Checkbox
                label="Select all that can be sent again"
                labelHidden
                checked={all}
                indeterminate={!all && chosen.length > 0}
                onCheckedChange={(checked) => setSelected(new Set(checked ? whole : []))}
              />
            </TableHeaderCell>
            <TableHeaderCell>Event</TableHeaderCell>
            <TableHeaderCell>Answer</TableHeaderCell>
            <TableHeaderCell className="hidden @2xl:table-cell">To</TableHeaderCell>
            <TableHeaderCell className="hidden text-right @3xl:table-cell">Took</TableHeaderCell>
            <TableHeaderCell className="hidden text-right @3xl:table-cell">Attempt</TableHeaderCell>
            <TableHeaderCell className="hidden @lg:table-cell">When</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {deliveries.map((delivery) => (
            <TableRow key={delivery.id} aria-selected={selected.has(delivery.id)}>
              <TableCell className="w-10 pr-0">
                {delivery.notReplayable === null && (
                  <Checkbox
                    label={`Select ${delivery.event} of ${delivery.createdAt}`}
                    labelHidden
                    checked={selected.has(delivery.id)}
                    onCheckedChange={(checked) => setSelected(turned(selected, delivery.id, checked))}
                  />
                )}
              </TableCell>
              <TableCell>
                <span className="grid justify-items-start gap-0.5">
                  <TextLink href={`/deliveries/${delivery.id}`} className="[overflow-wrap:anywhere]">
                    {delivery.event}
                  </TextLink>
                  <span className="text-muted-foreground text-xs">{sourceWords(delivery)}</span>
                  <RelativeTime at={delivery.createdAt} className="text-muted-foreground text-xs @lg:hidden" />
                </span>
              </TableCell>
              <TableCell className="min-w-32 @2xl:min-w-44">
                <span className="grid justify-items-start gap-1">
                  <OutcomeBadge delivery={delivery} />
                  {delivery.httpStatus === null && (
                    <span className="text-muted-foreground text-xs">{refusalOf(delivery)?.cause}</span>
                  )}
                </span>
              </TableCell>
              <TableCell className="hidden min-w-52 max-w-80 font-mono text-muted-foreground text-xs [overflow-wrap:anywhere] @2xl:table-cell">
                {delivery.address ?? "–"}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-right text-muted-foreground tabular-nums @3xl:table-cell">
                {delivery.durationMs} ms
              </TableCell>
              <TableCell className="hidden text-right text-muted-foreground tabular-nums @3xl:table-cell">
                {delivery.attempt}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted-foreground @lg:table-cell">
                <RelativeTime at={delivery.createdAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function sourceWords({ kind, webhookName, replayOf }: DeliveryView): string {
  const source = kind === "callback" ? "Callback" : `Webhook ${webhookName ?? "that was deleted"}`;
  return replayOf ? `${source}, sent again` : source;
}

function turned(selected: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
