"use client";

import { CircleAlert, CircleCheck, Lightbulb, TriangleAlert } from "lucide-react";
import type { JsonPath } from "@/components/contract/draft/json-path";
import type { Finding } from "@/components/contract/draft/lint";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldPlace } from "@/components/contract/editor/field-place";
import { Button } from "@/components/ui/button";

const looks = {
  error: { icon: CircleAlert, style: "text-danger", word: "Error" },
  warning: { icon: TriangleAlert, style: "text-warning", word: "Warning" },
  hint: { icon: Lightbulb, style: "text-muted-foreground", word: "Hint" },
} as const;

interface Props {
  editor: DraftEditor;
  findings: readonly Finding[];
  onGo: (path: JsonPath) => void;
}

/** What to mend before and after publishing, each with the way to its field or a press that mends it. */
export function FindingList({ editor, findings, onGo }: Props) {
  return (
    <section aria-label="Checks" className="rounded-2xl border bg-card shadow-raised">
      <h2 className="px-4 py-3 font-semibold">Checks</h2>
      {findings.length === 0 ? (
        <p className="flex items-center gap-2 border-t px-4 py-3 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 text-success" />
          All good: ready to publish.
        </p>
      ) : (
        <ul className="m-0 max-h-96 list-none divide-y overflow-y-auto border-t p-0">
          {findings.map((finding) => {
            const { icon: Icon, style, word } = looks[finding.level];
            const { fix } = finding;
            return (
              <li
                key={`${finding.id}-${finding.path.join(".")}-${finding.message}`}
                className="grid grid-cols-[1rem_1fr] gap-x-3 gap-y-1 px-4 py-3 text-[0.8125rem]"
              >
                <Icon aria-hidden className={`mt-0.5 size-4 ${style}`} />
                <div className="grid gap-1.5">
                  <p>
                    <span className="sr-only">{word}: </span>
                    <span className="font-medium">{fieldPlace(finding.path, editor.json).name}.</span> {finding.message}
                  </p>
                  <div className="-ml-3 flex flex-wrap gap-1">
                    {fix && (
                      <Button
                        size="sm"
                        variant="ghost"
                        className="text-primary-strong"
                        onClick={() => editor.edit(`fix-${finding.id}`, (json) => fix.apply(json))}
                      >
                        {fix.label}
                      </Button>
                    )}
                    <Button
                      size="sm"
                      variant="ghost"
                      className="text-primary-strong"
                      onClick={() => onGo(finding.path)}
                    >
                      Go to field
                    </Button>
                  </div>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
