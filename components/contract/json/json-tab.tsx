"use client";

import { lazy, Suspense } from "react";
import { type ContractDraft, draftText, hasBrokenText, withText } from "@/components/contract/draft/contract-draft";
import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";

const JsonEditor = lazy(() => import("@/components/contract/json/json-editor"));

interface Props {
  draft: ContractDraft;
  onChange: (draft: ContractDraft) => void;
}

/** The same draft as text, in the Admin API's shape. What the form does not know stays where it is. */
export function JsonTab({ draft, onChange }: Props) {
  return (
    <div className="grid gap-3">
      <p className="text-muted-foreground">
        The whole contract in the Admin API's words. Changes show in the form and on the card at once.
      </p>
      {hasBrokenText(draft) && (
        <Alert tone="warning" title="This is not JSON yet">
          The form and the card show the last version that was.
        </Alert>
      )}
      <Suspense fallback={<Skeleton className="h-[36rem] rounded-xl" />}>
        <JsonEditor text={draftText(draft)} onChange={(text) => onChange(withText(draft, text))} />
      </Suspense>
    </div>
  );
}
