"use client";

import { exactWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";

/** A day that is far off: "22 November 2027", with the exact moment in the title. */
export function LongDate({ at }: { at: string }) {
  const moment = Date.parse(at);
  // The server does not know the reader's zone: it prints the day in UTC, and so does hydration.
  const timeZone = useNow() === null ? "UTC" : undefined;
  return (
    <time dateTime={at} title={exactWords(moment, timeZone)}>
      {new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(moment)}
    </time>
  );
}
