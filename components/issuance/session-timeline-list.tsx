import { Check, X } from "lucide-react";
import type { TimelineEntry } from "@/components/issuance/session-timeline";
import { classNames } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";

const marks = {
  done: "border-success bg-success text-card",
  failed: "border-danger bg-danger text-danger-foreground",
} as const;

interface Props {
  entries: readonly TimelineEntry[];
  /** What is to come next, while something is. */
  waiting: string | undefined;
}

export const SessionTimelineList = ({ entries, waiting }: Props) => (
  <ol aria-label="What happened" className="grid">
    {entries.map(({ id, at, title, detail, tone, href }) => (
      <li key={id} className="group flex gap-4">
        <div aria-hidden className="flex flex-col items-center">
          <span className={classNames("grid size-6 shrink-0 place-items-center rounded-full border", marks[tone])}>
            {tone === "done" ? <Check className="size-3.5" /> : <X className="size-3.5" />}
          </span>
          <span className="w-px flex-1 bg-border group-last:hidden" />
        </div>
        <div className="grid min-w-0 flex-1 gap-0.5 pb-5 group-last:pb-0">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium [overflow-wrap:anywhere]">
              {href ? <TextLink href={href}>{title}</TextLink> : title}
              <span className="sr-only"> ({tone === "done" ? "done" : "failed"})</span>
            </span>
            <RelativeTime at={at} className="text-muted-foreground text-xs" />
          </p>
          {detail && <p className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">{detail}</p>}
        </div>
      </li>
    ))}
    {waiting && (
      <li className="flex items-center gap-4">
        <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full border border-primary">
          <span className="size-2 animate-pulse rounded-full bg-primary motion-reduce:animate-none" />
        </span>
        <p className="text-muted-foreground">{waiting}</p>
      </li>
    )}
  </ol>
);
