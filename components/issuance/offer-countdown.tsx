"use client";

import { useSeconds } from "@/components/issuance/use-seconds";
import { classNames } from "@/components/ui/class-names";

const HURRY_SECONDS = 60;

/** How long the offer can still be taken up. */
export function OfferCountdown({ expiresAt }: { expiresAt: string }) {
  const now = useSeconds();
  const left = now === null ? null : Math.max(0, Math.floor(Date.parse(expiresAt) / 1000) - now);
  return (
    <p
      role="timer"
      className={classNames(
        "text-center text-sm tabular-nums",
        left !== null && left <= HURRY_SECONDS ? "font-medium text-warning" : "text-muted-foreground",
      )}
    >
      Can be taken up for {left === null ? "a few minutes" : clock(left)}
    </p>
  );
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
