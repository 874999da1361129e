import { Problem } from "@/lib/kernel/errors";

/**
 * One JSON line about a single thing that failed while the rest went on: what it was, which row, and the kind of the
 * fault. Allow-listed fields only (security S4).
 */
export function logSkipped(work: string, id: string, error: unknown): void {
  const code = error instanceof Problem ? error.code : "internal";
  const kind = error instanceof Error ? error.name : typeof error;
  process.stderr.write(`${JSON.stringify({ level: "error", work, id, code, kind })}\n`);
}
