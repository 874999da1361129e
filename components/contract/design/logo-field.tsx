"use client";

import { ImageOff, ImageUp, Trash2, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { removeLogo, setLogo } from "@/components/contract/design/logo-edits";
import { readLogoFile } from "@/components/contract/design/read-logo-file";
import { at, type JsonPath, setAt, textAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { portalPicture } from "@/components/contract/preview/portal-picture";
import { usePictureFault } from "@/components/contract/preview/use-picture-fault";
import { Button } from "@/components/ui/button";
import { buttonStyles } from "@/components/ui/button-styles";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface Props {
  editor: DraftEditor;
  display: number;
  /** Shows how the logo stands on the card. */
  background: string;
}

/** One logo for all languages while they share it; the words that describe it are each language's own. */
export function LogoField({ editor, display, background }: Props) {
  const fileId = useId();
  const [refusal, setRefusal] = useState<string>();
  const path: JsonPath = ["displays", display, "card", "logo"];
  const uriPath: JsonPath = [...path, "uri"];
  const uri = textAt(editor.json, uriPath);
  const inline = uri.startsWith("data:");
  const drawn = portalPicture(uri);
  const { faulty, watch } = usePictureFault(drawn);
  const hasLogo = at(editor.json, path) !== undefined;

  const Missing = faulty ? ImageOff : ImageUp;

  const setUri = (next: string) => {
    setRefusal(undefined);
    editor.edit(fieldId(uriPath), (json) => setLogo(json, display, next));
  };
  const remove = () => editor.edit("logo", (json) => removeLogo(json, display));

  return (
    <div className="grid gap-4 sm:grid-cols-[6rem_1fr]">
      <div
        className="grid size-24 place-items-center overflow-hidden rounded-xl border"
        style={drawn && !faulty ? { backgroundColor: background } : undefined}
      >
        {drawn && !faulty ? (
          // biome-ignore lint/performance/noImgElement: the picture is shown as wallets get it.
          <img {...watch} src={drawn} alt="" className="size-14 object-contain" />
        ) : (
          <Missing aria-hidden className="size-6 text-muted-foreground" />
        )}
      </div>
      <div className="grid gap-4">
        <Field
          label="Logo"
          error={refusal ?? editor.errorAt(uriPath)}
          hint={
            inline
              ? `${uri.startsWith("data:image/png") ? "PNG" : "JPEG"} inside the contract, ${Math.ceil((uri.length * 3) / 4096)} KiB. It travels with the card and always loads.`
              : "An https address, or a PNG or JPEG of at most 47 KiB. Square and transparent looks best."
          }
        >
          <div className="flex flex-wrap gap-2">
            <Input
              id={fieldId(uriPath)}
              className="min-w-40 flex-1"
              inputMode="url"
              placeholder="https://example.org/logo.png"
              readOnly={inline}
              value={inline ? "Uploaded picture" : uri}
              onChange={(event) => setUri(event.target.value)}
            />
            <label
              htmlFor={fileId}
              className={classNames(
                buttonStyles({ variant: "secondary" }),
                "h-10 cursor-pointer focus-within:outline-2 focus-within:outline-ring focus-within:outline-offset-2",
              )}
            >
              <ImageUp aria-hidden />
              Upload
              <input
                id={fileId}
                type="file"
                aria-label="Upload a logo"
                accept="image/png,image/jpeg"
                className="sr-only"
                onChange={async (event) => {
                  const file = event.target.files?.[0];
                  event.target.value = "";
                  if (!file) return;
                  const read = await readLogoFile(file);
                  if ("uri" in read) setUri(read.uri);
                  else setRefusal(read.refusal);
                }}
              />
            </label>
            {hasLogo && (
              <Button variant="ghost" className="h-10" onClick={remove}>
                <Trash2 aria-hidden />
                Remove
              </Button>
            )}
          </div>
        </Field>
        {faulty && (
          <p role="status" className="flex items-start gap-1.5 text-[0.8125rem] text-warning">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            This picture cannot be fetched. Wallets will show a letter instead, or nothing.
          </p>
        )}
        {hasLogo && <LogoWords editor={editor} path={[...path, "description"]} />}
      </div>
    </div>
  );
}

function LogoWords({ editor, path }: { editor: DraftEditor; path: JsonPath }) {
  const id = fieldId(path);
  return (
    <Field
      label="Logo in words"
      required
      error={editor.errorAt(path)}
      hint="Read aloud to people who cannot see the logo."
    >
      <Input
        id={id}
        value={textAt(editor.json, path)}
        onChange={(event) => {
          const text = event.target.value;
          editor.edit(id, (json) => setAt(json, path, text));
        }}
      />
    </Field>
  );
}
