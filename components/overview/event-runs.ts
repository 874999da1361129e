import type { RecentEvent } from "@/lib/tenant/schema";

export interface EventRun extends RecentEvent {
  /** How often it happened in a row. */
  times: number;
}

const sameDeed = (one: RecentEvent, other: RecentEvent): boolean =>
  one.action === other.action && one.actor === other.actor && one.target === other.target;

/** The events, newest first, where the same deed many times over (a batch) takes one line. */
export function eventRuns(events: readonly RecentEvent[]): EventRun[] {
  const runs: EventRun[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last && sameDeed(last, event)) last.times += 1;
    else runs.push({ ...event, times: 1 });
  }
  return runs;
}
