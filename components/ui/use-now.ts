"use client";

import { useSyncExternalStore } from "react";

const STEP = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, STEP);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in steps of 15 seconds, from one timer for the whole page; null on the server and while hydrating. */
export const useNow = (): number | null =>
  useSyncExternalStore<number | null>(
    subscribe,
    () => Math.ceil(Date.now() / STEP) * STEP,
    () => null,
  );
