"use client";

import { useState } from "react";
import {
  addMapping,
  type ClaimRow,
  indexClaim,
  labelClaim,
  labelPath,
  PICTURE,
  renameClaim,
  typeClaim,
} from "@/components/contract/draft/claim-rows";
import { type JsonPath, setAt } from "@/components/contract/draft/json-path";
import { CommitInput } from "@/components/contract/editor/commit-input";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const types = [
  { value: "String", label: "Text" },
  { value: PICTURE, label: "Picture" },
] as const;

interface Props {
  editor: DraftEditor;
  rows: readonly ClaimRow[];
  row: ClaimRow;
  index: number;
  display: number;
}

export function ClaimFields({ editor, rows, row, index, display }: Props) {
  const [refusal, setRefusal] = useState<string>();
  const { name, mapping } = row;
  const id = (...steps: (string | number)[]) => fieldId(["claims", index, ...steps]);
  const rename = (to: string) => {
    if (rows.some((other) => other.name === to)) return setRefusal(`${to} is there already.`);
    setRefusal(undefined);
    editor.edit(id("outputClaim"), (json) => renameClaim(json, name, to));
  };
  const setMapping = (path: JsonPath, member: string, value: unknown) =>
    editor.edit(id(member), (json) => setAt(json, [...path, member], value));
  return (
    <div className="@container grid gap-3">
      <div className="grid items-start gap-3 @sm:grid-cols-2 @3xl:grid-cols-[1.2fr_1fr_1fr_7rem]">
        <Field label="Label" error={editor.errorAt(labelPath(editor.json, name, display))}>
          <Input
            id={id("label", display)}
            dir="auto"
            value={row.labels[display] ?? ""}
            placeholder={row.labels[0] ?? undefined}
            onChange={(event) => {
              const text = event.target.value;
              editor.edit(id("label", display), (json) => labelClaim(json, name, display, text));
            }}
          />
        </Field>
        <Field
          label="Name in the credential"
          error={refusal ?? (mapping ? editor.errorAt([...mapping.path, "outputClaim"]) : undefined)}
        >
          <CommitInput id={id("outputClaim")} value={name} spellCheck={false} className="font-mono" onCommit={rename} />
        </Field>
        {mapping ? (
          <Field label="Taken from" error={editor.errorAt([...mapping.path, "inputClaim"])}>
            <Input
              id={id("inputClaim")}
              value={mapping.inputClaim}
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setMapping(mapping.path, "inputClaim", event.target.value)}
            />
          </Field>
        ) : (
          <div className="grid pt-[1.6875rem]">
            <Button
              id={id("mapping")}
              className="h-10"
              onClick={() => editor.edit(id("mapping"), (json) => addMapping(json, name))}
            >
              Add a source
            </Button>
          </div>
        )}
        <Field label="Type">
          <Select
            options={types}
            value={row.type === PICTURE ? PICTURE : "String"}
            onValueChange={(type) => editor.edit(id("type"), (json) => typeClaim(json, name, type))}
          />
        </Field>
      </div>
      {mapping && (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <Checkbox
            label="Required to issue"
            checked={mapping.required}
            onCheckedChange={(required) => setMapping(mapping.path, "required", required)}
          />
          <Checkbox
            label="Indexed: find credentials by it"
            checked={mapping.indexed}
            onCheckedChange={(indexed) => editor.edit(id("indexed"), (json) => indexClaim(json, indexed ? name : null))}
          />
          {mapping.flow !== "idTokenHints" && (
            <span className="self-center text-[0.8125rem] text-muted-foreground">From {mapping.flow}</span>
          )}
        </div>
      )}
    </div>
  );
}
