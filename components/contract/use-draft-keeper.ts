import { useEffect, useRef, useState } from "react";

/** `failed`: the browser's storage is full or forbidden, so leaving would lose the draft. */
export type KeepState = "untouched" | "keeping" | "kept" | "failed";

const PAUSE_MS = 800;

/** Keeps a text in the browser's storage once typing pauses, and before the page goes. */
export function useDraftKeeper(key: string) {
  const [state, setState] = useState<KeepState>("untouched");
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined);
  const failed = useRef(false);

  function write() {
    const text = waiting.current?.text;
    if (text === undefined) return;
    drop();
    try {
      window.localStorage.setItem(key, text);
      failed.current = false;
    } catch {
      failed.current = true;
    }
    setState(failed.current ? "failed" : "kept");
  }
  function drop() {
    clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
  }
  function keep(text: string) {
    drop();
    waiting.current = { text, timer: setTimeout(write, PAUSE_MS) };
    setState("keeping");
  }
  function forget() {
    drop();
    failed.current = false;
    try {
      window.localStorage.removeItem(key);
    } catch {
      // A storage that cannot be written holds nothing to forget.
    }
    setState("untouched");
  }

  const flush = useRef(write);
  flush.current = write;
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      flush.current();
      if (failed.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("beforeunload", leaving);
      flush.current();
    };
  }, []);

  return { state, keep, forget };
}
