import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { auditWaits, sealAudit } from "@/lib/audit/seal-audit";
import { recoverClosings } from "@/lib/authority/recover-closings";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { sweepBulkIssuances, sweepingWaits } from "@/lib/bulk-issuance/sweep-bulk-issuances";
import { bulkIssuancesWait } from "@/lib/bulk-issuance/worker-store";
import { runBulkRevocations } from "@/lib/bulk-revocation/run-bulk-revocations";
import { bulkRevocationsWait } from "@/lib/bulk-revocation/worker-store";
import type { Platform } from "@/lib/context";
import { forgetDeliveries } from "@/lib/delivery/forget-deliveries";
import { outboxWaits } from "@/lib/delivery/outbox-store";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { recoverCredentials, sweepSessions } from "@/lib/issuance/recover";
import { faultOf } from "@/lib/kernel/fault";
import { logLine } from "@/lib/kernel/log-line.mjs";
import { forgetStaleSignIns } from "@/lib/member/forget-stale-sign-ins";
import { platform } from "@/lib/platform";
import { forgetIdempotencyKeys } from "@/lib/repetition/store";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { turnStatusLists } from "@/lib/status-list/draw";
import { queueWebhooks, webhooksWait } from "@/lib/webhook/queue-webhooks";

/** What every process does on its own, each safe beside its twins in other processes. */
interface Chore {
  readonly name: string;
  run(platform: Platform): Promise<unknown>;
}

interface RegularChore extends Chore {
  readonly everySeconds: number;
}

/** Done within a second of there being something to do. */
interface PromptChore extends Chore {
  /** The condition, in SQL, under which there is; `$1` is now. */
  readonly waits: string;
  /** It waits for other people's servers: nothing here waits for it, and it keeps its own turns apart. */
  readonly patient?: true;
}

const promptChores: readonly PromptChore[] = [
  { name: "run-bulk-revocations", waits: bulkRevocationsWait, run: runBulkRevocations },
  { name: "sweep-bulk-issuances", waits: sweepingWaits, run: sweepBulkIssuances },
  { name: "run-bulk-issuances", waits: bulkIssuancesWait, run: runBulkIssuances },
  { name: "seal-audit", waits: auditWaits, run: sealAudit },
  { name: "queue-webhooks", waits: webhooksWait, run: queueWebhooks },
  { name: "run-outbox", waits: outboxWaits, patient: true, run: runOutbox },
];

const regularChores: readonly RegularChore[] = [
  { name: "recover-credentials", everySeconds: 30, run: recoverCredentials },
  { name: "sweep-sessions", everySeconds: 30, run: sweepSessions },
  { name: "recover-signing-keys", everySeconds: 60, run: recoverSigningKeys },
  { name: "recover-closings", everySeconds: 60, run: recoverClosings },
  { name: "turn-status-lists", everySeconds: 30, run: turnStatusLists },
  { name: "forget-deliveries", everySeconds: 3600, run: forgetDeliveries },
  { name: "forget-idempotency-keys", everySeconds: 3600, run: forgetIdempotencyKeys },
  { name: "forget-stale-sign-ins", everySeconds: 3600, run: forgetStaleSignIns },
];

/** One question for all of them: an idle server has little else to do. */
const waitingStatement = {
  name: "waiting-work",
  text: `SELECT ${promptChores.map(({ name, waits }) => `${waits} AS "${name}"`).join(", ")}`,
};

/** What is being done: it is waited for at the end. */
const underway = new Set<Promise<void>>();

/**
 * Does every regular chore once, which is recovery after a crash, then each when it is its time; a batch that goes on
 * keeps nobody waiting for the server. Gives what ends them: no turn begins after it, and it waits for those that have
 * begun.
 */
export async function startMaintenance(): Promise<() => Promise<void>> {
  for (const chore of regularChores) await attempt(chore);
  const end = new AbortController();
  const loops = [...regularChores.map((chore) => repeat(chore, end.signal)), watch(end.signal)];
  return async () => {
    end.abort();
    await Promise.all([...loops, ...underway]);
  };
}

/** False at the end. */
const pause = (seconds: number, signal: AbortSignal): Promise<boolean> =>
  sleep(seconds * 1000, true, { ref: false, signal }).catch(() => false);

async function repeat(chore: RegularChore, signal: AbortSignal): Promise<void> {
  while (await pause(chore.everySeconds, signal)) await attempt(chore);
}

async function watch(signal: AbortSignal): Promise<void> {
  const busy = new Set<PromptChore>();
  while (await pause(1, signal)) {
    for (const chore of await waitingChores(platform())) {
      if (busy.has(chore) || signal.aborted) continue;
      busy.add(chore);
      void turn(chore).then(() => busy.delete(chore));
    }
  }
}

/** Those that there is something to do for; none while the database is away. */
export async function waitingChores(at: Platform): Promise<PromptChore[]> {
  try {
    const [waiting] = await at.sql<Record<string, boolean>>(waitingStatement, [at.now()]);
    return promptChores.filter(({ name }) => waiting?.[name]);
  } catch (error) {
    logFailure("waiting-work", error);
    return [];
  }
}

async function turn(chore: PromptChore): Promise<void> {
  const done = attempt(chore);
  if (!chore.patient) await done;
}

/** A chore that fails (the database is away) is done again at its next turn. */
async function attempt({ name, run }: Chore): Promise<void> {
  const attempted = run(platform()).then(
    () => undefined,
    (error: unknown) => logFailure(name, error),
  );
  underway.add(attempted);
  await attempted;
  underway.delete(attempted);
}

function logFailure(chore: string, error: unknown): void {
  logLine({ level: "error", chore, ...faultOf(error) });
}
