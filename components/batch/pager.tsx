"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";

interface Props {
  /** "Rows 51 to 100 of 300". */
  words: string;
  onBefore: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** The way to the rows before and after. */
export const Pager = ({ words, onBefore, onNext }: Props) => (
  <div className="flex flex-wrap items-center justify-between gap-3">
    <p className="text-[0.8125rem] text-muted-foreground">{words}</p>
    <div className="flex gap-2">
      <Button size="sm" onClick={onBefore} unavailable={onBefore ? undefined : "These are the first rows."}>
        <ChevronLeft aria-hidden />
        Previous
      </Button>
      <Button size="sm" onClick={onNext} unavailable={onNext ? undefined : "These are the last rows."}>
        Next
        <ChevronRight aria-hidden />
      </Button>
    </div>
  </div>
);
