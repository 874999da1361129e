"use client";

import { HexColorPicker, setNonce } from "react-colorful";
import { type JsonPath, textAt } from "@/components/contract/draft/json-path";
import { setLooks } from "@/components/contract/draft/locale-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { hexColour } from "@/components/contract/preview/contrast";
import { useNonce } from "@/components/shell/nonce";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

interface Props {
  editor: DraftEditor;
  display: number;
  member: "backgroundColor" | "textColor";
  label: string;
  swatches: readonly string[];
}

export function ColourField({ editor, display, member, label, swatches }: Props) {
  const nonce = useNonce();
  if (nonce) setNonce(nonce);
  const path: JsonPath = ["displays", display, "card", member];
  const id = fieldId(path);
  const value = textAt(editor.json, path);
  const colour = hexColour(value);
  const pick = (next: string) => {
    editor.edit(id, (json) => setLooks(json, display, ["card", member], next));
  };
  return (
    <Field label={label} required error={editor.errorAt(path)}>
      <div className="flex gap-2">
        <Popover
          title="Pick a colour"
          trigger={
            <button
              type="button"
              aria-label={`Choose ${label.toLowerCase()}`}
              className="size-10 shrink-0 rounded-lg border border-input shadow-raised"
              style={{ backgroundColor: colour ?? "transparent" }}
            />
          }
        >
          <HexColorPicker
            style={{ width: "100%" }}
            color={colour ?? "#000000"}
            onChange={(next) => pick(next.toUpperCase())}
          />
          <ul className="m-0 flex list-none flex-wrap gap-1.5 p-0">
            {swatches.map((swatch) => (
              <li key={swatch}>
                <button
                  type="button"
                  aria-label={`Use ${swatch}`}
                  aria-pressed={colour === swatch}
                  onClick={() => pick(swatch)}
                  className="block size-7 rounded-md border border-foreground/20 aria-pressed:ring-2 aria-pressed:ring-ring aria-pressed:ring-offset-2 aria-pressed:ring-offset-popover"
                  style={{ backgroundColor: swatch }}
                />
              </li>
            ))}
          </ul>
        </Popover>
        <Input
          id={id}
          value={value}
          spellCheck={false}
          autoComplete="off"
          maxLength={9}
          className="font-mono uppercase"
          onChange={(event) => pick(event.target.value)}
        />
      </div>
    </Field>
  );
}
