import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { sealAudit } from "@/lib/audit/seal-audit";
import { recoverClosings } from "@/lib/authority/recover-closings";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { runBulkRevocations } from "@/lib/bulk-revocation/run-bulk-revocations";
import type { Platform } from "@/lib/context";
import { forgetDeliveries } from "@/lib/delivery/forget-deliveries";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { recoverCredentials, sweepSessions } from "@/lib/issuance/recover";
import { forgetStaleSignIns } from "@/lib/member/forget-stale-sign-ins";
import { platform } from "@/lib/platform";
import { forgetIdempotencyKeys } from "@/lib/repetition/store";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { turnStatusLists } from "@/lib/status-list/draw";
import { queueWebhooks } from "@/lib/webhook/queue-webhooks";

/** A chore that every process does on its own, each safe beside its twins in other processes. */
interface Chore {
  readonly name: string;
  readonly everySeconds: number;
  /** It waits for other people's servers: nothing here waits for it, and it keeps its own turns apart. */
  readonly patient?: true;
  run(platform: Platform): Promise<unknown>;
}

const chores: readonly Chore[] = [
  { name: "recover-credentials", everySeconds: 30, run: recoverCredentials },
  { name: "sweep-sessions", everySeconds: 30, run: sweepSessions },
  { name: "recover-signing-keys", everySeconds: 60, run: recoverSigningKeys },
  { name: "recover-closings", everySeconds: 60, run: recoverClosings },
  { name: "turn-status-lists", everySeconds: 30, run: turnStatusLists },
  { name: "run-bulk-revocations", everySeconds: 1, run: runBulkRevocations },
  { name: "run-bulk-issuances", everySeconds: 1, run: runBulkIssuances },
  { name: "seal-audit", everySeconds: 1, run: sealAudit },
  { name: "queue-webhooks", everySeconds: 1, run: queueWebhooks },
  { name: "run-outbox", everySeconds: 1, patient: true, run: runOutbox },
  { name: "forget-deliveries", everySeconds: 3600, run: forgetDeliveries },
  { name: "forget-idempotency-keys", everySeconds: 3600, run: forgetIdempotencyKeys },
  { name: "forget-stale-sign-ins", everySeconds: 3600, run: forgetStaleSignIns },
];

/** Does every chore once, which is recovery after a crash, then goes on doing each at its pace. */
export async function startMaintenance(): Promise<void> {
  for (const chore of chores) await turn(chore);
  for (const chore of chores) void repeat(chore);
}

async function repeat(chore: Chore): Promise<never> {
  for (;;) {
    await sleep(chore.everySeconds * 1000, undefined, { ref: false });
    await turn(chore);
  }
}

async function turn(chore: Chore): Promise<void> {
  const done = attempt(chore);
  if (!chore.patient) await done;
}

/** A chore that fails (the database is away) is done again at its next turn. */
async function attempt(chore: Chore): Promise<void> {
  try {
    await chore.run(platform());
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`${JSON.stringify({ level: "error", chore: chore.name, kind })}\n`);
  }
}
