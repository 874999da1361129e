"use client";

import { useTheme } from "next-themes";
import { useLetterKey } from "@/components/shell/use-letter-key";

/** The letters that work on every page of the portal. */
export function Shortcuts() {
  const { resolvedTheme, setTheme } = useTheme();
  useLetterKey("t", () => setTheme(resolvedTheme === "dark" ? "light" : "dark"));
  return null;
}
