import { faultOf } from "@/lib/kernel/fault";
import { logLine } from "@/lib/kernel/log-line.mjs";

/**
 * One JSON line about a single thing that failed while the rest went on: what it was, which row, and the fault.
 * Allow-listed fields only (security S4).
 */
export function logSkipped(work: string, id: string, error: unknown): void {
  logLine({ level: "error", work, id, ...faultOf(error) });
}
