"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { textAt } from "@/components/contract/draft/json-path";
import { setLooks } from "@/components/contract/draft/locale-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { contrastOf, hexColour, nearestPassing } from "@/components/contract/preview/contrast";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

const looks = {
  pass: { icon: CircleCheck, style: "text-success", words: "reads well (WCAG AA)" },
  warning: { icon: TriangleAlert, style: "text-warning", words: "is hard to read: 4.5:1 is wanted" },
  error: { icon: CircleAlert, style: "text-danger", words: "cannot be read: 4.5:1 is wanted" },
} as const;

/** The contrast of the two colours, and one press to mend it. */
export function ContrastLine({ editor, display }: { editor: DraftEditor; display: number }) {
  const ink = hexColour(textAt(editor.json, ["displays", display, "card", "textColor"]));
  const paper = hexColour(textAt(editor.json, ["displays", display, "card", "backgroundColor"]));
  if (!ink || !paper) return null;
  const { ratio, level } = contrastOf(ink, paper);
  const { icon: Icon, style, words } = looks[level];
  const better = nearestPassing(ink, paper);
  return (
    <div role="status" className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
      <span className={classNames("inline-flex items-center gap-1.5 font-medium", style)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        Contrast {ratio}:1 {words}
      </span>
      {level !== "pass" && (
        <Button
          size="sm"
          onClick={() => editor.edit("contrast", (json) => setLooks(json, display, ["card", "textColor"], better))}
        >
          <span aria-hidden className="size-3.5 rounded-full border" style={{ backgroundColor: better }} />
          Use {better}
        </Button>
      )}
    </div>
  );
}
