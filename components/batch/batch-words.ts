import type { BadgeTone } from "@/components/ui/badge";
import type { BulkIssuanceState } from "@/lib/bulk-issuance/schema";

/** "1 row", "3 rows", "1,200 rows". */
export const rowsOf = (count: number): string => (count === 1 ? "1 row" : `${count.toLocaleString("en-GB")} rows`);

export const offersOf = (count: number): string =>
  count === 1 ? "1 offer" : `${count.toLocaleString("en-GB")} offers`;

export const batchStates: Record<BulkIssuanceState, { label: string; tone: BadgeTone }> = {
  draft: { label: "Not started", tone: "neutral" },
  running: { label: "Running", tone: "primary" },
  paused: { label: "Paused", tone: "warning" },
  done: { label: "Done", tone: "success" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** How long the rest will take, as one says it. */
export function timeLeftWords(seconds: number | null): string {
  if (seconds === null) return "working out the time left";
  if (seconds < 2) return "a moment left";
  if (seconds < 90) return `about ${seconds} seconds left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} minutes left` : `about ${Math.round(minutes / 60)} hours left`;
}

const offerStates: Record<string, { label: string; tone: BadgeTone }> = {
  waiting: { label: "Waiting", tone: "neutral" },
  failed: { label: "No offer", tone: "danger" },
  offered: { label: "Not opened", tone: "primary" },
  opened: { label: "Opened", tone: "primary" },
  redeemed: { label: "Being issued", tone: "primary" },
  issued: { label: "Issued", tone: "success" },
  expired: { label: "Ran out", tone: "warning" },
};

/** How a row stands: by its offer once it has one. An offer that failed is not a row that failed. */
export const rowWords = (state: string, offerState: string | null): { label: string; tone: BadgeTone } =>
  offerState === "failed"
    ? { label: "Offer ended", tone: "warning" }
    : (offerStates[offerState ?? state] ?? { label: state, tone: "neutral" });
