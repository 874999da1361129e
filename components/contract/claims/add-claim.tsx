"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { addClaim } from "@/components/contract/draft/claim-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** One label is enough: its name in the credential and its source follow from it. */
export function AddClaim({ editor }: { editor: DraftEditor }) {
  const [label, setLabel] = useState("");
  return (
    <form
      className="flex items-end gap-2 rounded-xl border border-dashed p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const text = label.trim();
        if (!text) return;
        editor.edit("claims-add", (json) => addClaim(json, text));
        setLabel("");
      }}
    >
      <Field label="Add a claim" className="flex-1">
        <Input
          id="field-new-claim"
          value={label}
          maxLength={120}
          placeholder="Its label, such as Job title"
          onChange={(event) => setLabel(event.target.value)}
        />
      </Field>
      <Button type="submit" className="h-10" unavailable={label.trim() ? undefined : "Type the label first."}>
        <Plus aria-hidden />
        Add
      </Button>
    </form>
  );
}
