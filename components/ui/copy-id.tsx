"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { middleTruncate } from "@/components/ui/middle-truncate";
import { useCopy } from "@/components/ui/use-copy";

interface CopyIdProps {
  /** An id, a DID or a URL, whole. */
  value: string;
  /** What it is, for the button's name: "DID", "credential id". */
  label?: string;
  /** Characters shown before the middle gives way. */
  longest?: number;
  className?: string;
}

/** An id in monospace, shortened in the middle; a click copies the whole of it. */
export function CopyId({ value, label = "id", longest = 28, className }: CopyIdProps) {
  const { state, copy } = useCopy();
  return (
    <button
      type="button"
      onClick={() => copy(value)}
      title={value}
      aria-label={`Copy ${label} ${value}`}
      className={classNames(
        "group relative inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-md bg-muted px-2 py-0.5 font-mono text-foreground text-xs transition-colors hover:bg-border",
        className,
      )}
    >
      <span className="truncate">{middleTruncate(value, longest)}</span>
      {state === "idle" && (
        <Copy aria-hidden className="size-3.5 shrink-0 text-muted-foreground group-hover:text-foreground" />
      )}
      {state === "copied" && <Check aria-hidden className="size-3.5 shrink-0 text-success" />}
      {state === "failed" && <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />}
      <span role="status" className="sr-only">
        {state === "copied" && "Copied"}
        {state === "failed" && "Could not copy"}
      </span>
    </button>
  );
}
