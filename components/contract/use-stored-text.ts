import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What the browser's storage held when the page opened; null on the server and while hydrating. */
export function useStoredText(key: string): string | null {
  const [reading] = useState(() => {
    let text: string | null | undefined;
    return () => {
      if (text === undefined) text = read(key);
      return text;
    };
  });
  return useSyncExternalStore(never, reading, () => null);
}
