"use client";

import { useState } from "react";
import { useVersion } from "@/components/contract/versions/use-versions";
import { classNames } from "@/components/ui/class-names";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { type LineChange, lineChanges } from "@/lib/contract/line-changes";
import type { VersionContent } from "@/lib/contract/version-schema";

interface Props {
  contractId: string;
  version: number;
  onClose: () => void;
}

const textOf = (content: VersionContent | null): string =>
  content ? JSON.stringify({ rules: content.rules, displays: content.displays }, null, 2) : "";

/** A version as clients of the API read it, and what it changed of the one before. */
export default function VersionJson({ contractId, version, onClose }: Props) {
  const [view, setView] = useState<"changes" | "whole">(version === 1 ? "whole" : "changes");
  const own = useVersion(contractId, version);
  const before = useVersion(contractId, version - 1);
  const error = own.error ?? before.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      className="w-[min(56rem,calc(100vw-2rem))]"
      title={`Version ${version} as JSON`}
      description={
        version === 1 ? "The first version." : `What it says, and how that differs from version ${version - 1}.`
      }
    >
      {error ? (
        <ErrorState title="The version could not be read" error={error} />
      ) : own.data === undefined || before.data === undefined ? (
        <Skeleton className="h-72 rounded-xl" />
      ) : (
        <Tabs
          label="Ways to read it"
          value={view}
          onValueChange={setView}
          tabs={[
            {
              value: "changes",
              label: "Changes",
              content: <Changes lines={lineChanges(textOf(before.data), textOf(own.data))} />,
            },
            {
              value: "whole",
              label: "Whole",
              content: (
                <CodeBlock
                  label={`version-${version}.json`}
                  code={textOf(own.data)}
                  fileName={`contract-${contractId.slice(0, 8)}-version-${version}.json`}
                />
              ),
            },
          ]}
        />
      )}
    </Dialog>
  );
}

const looks: Readonly<Record<LineChange["kind"], { sign: string; style: string }>> = {
  same: { sign: " ", style: "text-muted-foreground" },
  added: { sign: "+", style: "bg-success-soft text-success-strong" },
  removed: { sign: "-", style: "bg-danger-soft text-danger-strong" },
};

/** Lines kept around each change. */
const CONTEXT = 3;

/** What is far from every change is left out, and a gap stands for it. */
function withoutFar(lines: readonly LineChange[]): (LineChange | null)[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  );
  return lines.flatMap((line, at) => (near[at] ? [line] : at === 0 || near[at - 1] ? [null] : []));
}

function Changes({ lines }: { lines: readonly LineChange[] }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-xl border py-3 font-mono text-[0.8125rem] leading-relaxed -outline-offset-2"
    >
      {withoutFar(lines).map((line, at) =>
        line ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version never change their places.
          <code key={at} className={classNames("block w-max min-w-full px-4", looks[line.kind].style)}>
            {looks[line.kind].sign} {line.text}
          </code>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version never change their places.
          <code key={at} className="block px-4 text-muted-foreground">
            ⋯
          </code>
        ),
      )}
    </pre>
  );
}
