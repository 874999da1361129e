"use client";

import { exactWords, relativeWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";

interface RelativeTimeProps {
  /** RFC 3339. */
  at: string;
  className?: string;
}

/** How long ago (or until) on screen, the exact moment with its zone in the title. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const now = useNow();
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return <span className={className}>unknown</span>;
  // The server knows neither the reader's zone nor their clock: it prints the moment in UTC, and so does hydration.
  const title = now === null ? exactWords(moment, "UTC") : exactWords(moment);
  return (
    <time dateTime={at} title={title} className={className}>
      {now === null ? exactWords(moment, "UTC") : relativeWords(moment, now)}
    </time>
  );
}
