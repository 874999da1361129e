"use client";

import type { KeepState } from "@/components/contract/use-draft-keeper";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

interface DraftStatusProps {
  state: KeepState;
  /** The draft was found in this browser when the page opened. */
  restored: boolean;
  onDiscard: () => void;
}

const words: Record<Exclude<KeepState, "failed">, string> = {
  untouched: "Changes are kept in this browser until you publish them.",
  keeping: "Keeping your draft…",
  kept: "Your draft is kept in this browser. A reload does not lose it.",
};

/** Says where the draft is, so that nobody fears to lose it. */
export function DraftStatus({ state, restored, onDiscard }: DraftStatusProps) {
  if (state === "failed") {
    return (
      <Alert tone="warning" title="Your draft is not kept">
        This browser's storage is full or forbidden. Publish before you leave the page, or copy the JSON.
      </Alert>
    );
  }
  return (
    <div className="-my-3 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted-foreground">
      <span role="status">
        {restored && state === "untouched" ? "This is the draft that you left in this browser." : words[state]}
      </span>
      {(restored || state !== "untouched") && (
        <Button variant="ghost" size="sm" onClick={onDiscard}>
          Discard draft
        </Button>
      )}
    </div>
  );
}
