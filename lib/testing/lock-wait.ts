import { setTimeout as pause } from "node:timers/promises";
import type { Platform } from "@/lib/context";

/** Waits until a statement waits for what another one holds; no longer than until `isOver`. */
export async function untilLocked({ prisma }: Pick<Platform, "prisma">, isOver = () => false): Promise<void> {
  const waiting = () =>
    prisma.$queryRaw<unknown[]>`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while (!isOver() && (await waiting()).length === 0) await pause(5);
}
