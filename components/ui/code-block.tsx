"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { downloadText } from "@/components/ui/download-text";

interface CodeBlockProps {
  code: string;
  /** What is shown: "did.json", "Public key". */
  label: string;
  /** With it the text can be saved; its ending decides the type. */
  fileName?: string;
  className?: string;
}

export function CodeBlock({ code, label, fileName, className }: CodeBlockProps) {
  return (
    <figure className={classNames("min-w-0 overflow-hidden rounded-xl border bg-muted/50", className)}>
      <figcaption className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b py-1 pr-1.5 pl-4">
        <span className="font-mono text-muted-foreground text-xs">{label}</span>
        <span className="flex gap-1">
          <CopyButton variant="ghost" text={code} />
          {fileName && (
            <Button variant="ghost" size="sm" onClick={() => downloadText(fileName, code)}>
              <Download aria-hidden />
              Download
            </Button>
          )}
        </span>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className="max-h-96 overflow-auto p-4 font-mono text-[0.8125rem] leading-relaxed -outline-offset-2"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
