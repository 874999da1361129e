import { actionWords } from "@/components/audit/action-words";
import { eventRuns } from "@/components/overview/event-runs";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { RecentEvent } from "@/lib/tenant/schema";

/** The latest entries of the audit trail. */
export const RecentEvents = ({ events }: { events: readonly RecentEvent[] }) => (
  <Card aria-labelledby="recent-events">
    <CardHeader
      titleId="recent-events"
      title="Latest activity"
      actions={
        <TextLink href="/activity" className="text-sm">
          All activity
        </TextLink>
      }
    />
    {events.length === 0 ? (
      <p className="px-6 pb-6 text-muted-foreground">
        Nothing has happened yet. Whatever you, your colleagues and your programs do will be written down here.
      </p>
    ) : (
      <ol className="divide-y border-t">
        {eventRuns(events).map((event) => (
          <li key={event.id} className="flex items-baseline justify-between gap-4 px-6 py-3">
            <div className="min-w-0">
              <p className="truncate font-medium">
                {actionWords(event.action)}
                {event.target && <span className="font-normal text-muted-foreground"> · {event.target}</span>}
                {event.times > 1 && <span className="font-normal text-muted-foreground"> · {event.times} times</span>}
              </p>
              <p className="truncate text-[0.8125rem] text-muted-foreground">{event.actor}</p>
            </div>
            <RelativeTime
              at={event.occurredAt}
              className="shrink-0 whitespace-nowrap text-[0.8125rem] text-muted-foreground"
            />
          </li>
        ))}
      </ol>
    )}
  </Card>
);
