import { ArrowRightLeft, Check, ChevronDown, Minus } from "lucide-react";
import type { CardNote } from "@/components/contract/preview/card-view";

const marks = {
  used: { icon: Check, style: "text-success", word: "Used" },
  ignored: { icon: Minus, style: "text-muted-foreground", word: "Ignored" },
  replaced: { icon: ArrowRightLeft, style: "text-warning", word: "Replaced" },
} as const;

interface Props {
  notes: readonly CardNote[];
  wallet: string;
}

/** What this wallet makes of each member of the metadata. */
export function NoteList({ notes, wallet }: Props) {
  return (
    <details className="group rounded-lg border">
      <summary className="flex min-h-9 cursor-pointer list-none items-center justify-between px-3 font-medium text-[0.8125rem] [&::-webkit-details-marker]:hidden">
        What {wallet} uses of the metadata
        <ChevronDown aria-hidden className="size-4 text-muted-foreground transition-transform group-open:rotate-180" />
      </summary>
      <ul className="m-0 grid list-none gap-2 border-t p-3 text-[0.8125rem]">
        {notes.map(({ field, state, reason }) => {
          const { icon: Icon, style, word } = marks[state];
          return (
            <li key={`${field}-${state}`} className="grid grid-cols-[1rem_1fr] gap-2">
              <Icon aria-hidden className={`mt-0.5 size-4 ${style}`} />
              <span>
                <span className="sr-only">{word}: </span>
                <span className="font-mono text-xs">{field}</span>{" "}
                <span className="text-muted-foreground">{reason}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
