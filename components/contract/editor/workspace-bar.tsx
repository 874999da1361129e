"use client";

import { Redo2, Undo2 } from "lucide-react";
import { setAt, textAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { ExchangeMenu } from "@/components/contract/exchange/exchange-menu";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export interface AuthorityChoice {
  id: string;
  name: string;
  did: string;
}

interface Props {
  editor: DraftEditor;
  authorities: readonly AuthorityChoice[];
  /** The version that is out; name and authority are settled from the first one on. */
  publishedVersion: number | null;
  undo: (() => void) | null;
  redo: (() => void) | null;
  onPublish: () => void;
  publishing: boolean;
}

export function WorkspaceBar({ editor, authorities, publishedVersion, undo, redo, onPublish, publishing }: Props) {
  const settled = publishedVersion !== null;
  const name = textAt(editor.json, ["name"]);
  const authority = authorities.find(({ id }) => id === textAt(editor.json, ["authorityId"]));
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
      <Field label="Contract name" required={!settled} error={editor.errorAt(["name"])} className="min-w-52 flex-1">
        <Input
          id={fieldId(["name"])}
          value={name}
          readOnly={settled}
          onChange={(event) => {
            const text = event.target.value;
            editor.edit("name", (json) => setAt(json, ["name"], text));
          }}
        />
      </Field>
      <Field label="Authority" required={!settled} error={editor.errorAt(["authorityId"])} className="min-w-52 flex-1">
        {settled ? (
          <Input id={fieldId(["authorityId"])} readOnly value={authority?.name ?? "Unknown authority"} />
        ) : (
          <Select
            id={fieldId(["authorityId"])}
            options={authorities.map(({ id, name, did }) => ({ value: id, label: name, description: did }))}
            value={authority?.id ?? null}
            placeholder="Choose who issues it"
            onValueChange={(id) => editor.edit("authorityId", (json) => setAt(json, ["authorityId"], id))}
          />
        )}
      </Field>
      {/* As deep as a label stands above its control, so that an error below one moves nothing. */}
      <div className="flex h-10 items-center gap-1 sm:mt-[1.625rem]">
        <Button
          variant="ghost"
          size="icon"
          aria-label="Undo"
          unavailable={undo ? undefined : "Nothing to undo."}
          onClick={() => undo?.()}
        >
          <Undo2 aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Redo"
          unavailable={redo ? undefined : "Nothing to redo."}
          onClick={() => redo?.()}
        >
          <Redo2 aria-hidden />
        </Button>
        <ExchangeMenu editor={editor} settled={settled} />
        <Button variant="primary" className="ml-2 h-10" pending={publishing} onClick={onPublish}>
          {settled ? `Publish version ${publishedVersion + 1}` : "Publish"}
        </Button>
      </div>
    </div>
  );
}
