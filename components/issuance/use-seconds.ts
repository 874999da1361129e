"use client";

import { useSyncExternalStore } from "react";

function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / 1000);

/** Seconds since 1970, second by second; null on the server and while hydrating. */
export const useSeconds = (): number | null => useSyncExternalStore<number | null>(everySecond, now, () => null);
