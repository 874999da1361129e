"use client";

import { useEffect, useEffectEvent } from "react";
import { areLetterKeysOn } from "@/components/shell/letter-keys";

const typing = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";

/** Toasts have the role of a dialog, yet leave the page usable. */
const openDialog = ":is([role='dialog'], [role='alertdialog']):not([data-toast])";

/** Calls `act` when the letter is pressed alone, unless the reader is typing, a dialog is open or letters are off. */
export function useLetterKey(letter: string, act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== letter || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest(`${typing}, [role='menu'], [role='listbox']`)) return;
    if (document.querySelector(openDialog) || !areLetterKeysOn()) return;
    act();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
