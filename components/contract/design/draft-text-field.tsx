"use client";

import type { ReactNode } from "react";
import { type JsonPath, setAt, textAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

interface Props {
  editor: DraftEditor;
  path: JsonPath;
  label: ReactNode;
  hint?: ReactNode;
  /** The same text in the first language, shown faintly until this language has its own. */
  ghost?: string;
  /** From here on the counter warns; nothing stops the typing. */
  advised?: number;
  required?: boolean;
  multiline?: boolean;
}

export function DraftTextField({ editor, path, label, hint, ghost, advised, required = false, multiline }: Props) {
  const value = textAt(editor.json, path);
  const id = fieldId(path);
  const Control = multiline ? Textarea : Input;
  return (
    <Field
      label={label}
      hint={hint}
      required={required}
      error={editor.errorAt(path)}
      aside={
        advised !== undefined && (
          <span
            className={
              value.length > advised
                ? "font-medium text-warning text-xs tabular-nums"
                : "text-muted-foreground text-xs tabular-nums"
            }
          >
            <span className="sr-only">Characters: </span>
            {value.length} / {advised}
          </span>
        )
      }
    >
      <Control
        id={id}
        value={value}
        placeholder={ghost}
        dir="auto"
        onChange={(event) => {
          const text = event.target.value;
          editor.edit(id, (json) => setAt(json, path, text));
        }}
      />
    </Field>
  );
}
