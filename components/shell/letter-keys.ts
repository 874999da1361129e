"use client";

import { useSyncExternalStore } from "react";

const STORAGE_KEY = "letter-keys";
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const areLetterKeysOn = (): boolean => localStorage.getItem(STORAGE_KEY) !== "off";

/** Single-letter shortcuts can be switched off, for those who speak to their computer (WCAG 2.1.4). */
export function setLetterKeys(on: boolean): void {
  localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  for (const listener of listeners) listener();
}

export const useLetterKeys = (): boolean => useSyncExternalStore(subscribe, areLetterKeysOn, () => true);
