"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { type JsonPath, listAt, setAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const PATH: JsonPath = ["rules", "vc", "type"];

/** The names verifiers ask for. Each is one word; VerifiableCredential is always there and not listed. */
export function TypeNamesField({ editor }: { editor: DraftEditor }) {
  const [typing, setTyping] = useState("");
  const types = listAt(editor.json, PATH).map(String);
  const set = (next: string[]) => editor.edit(fieldId(PATH), (json) => setAt(json, PATH, next));
  const add = () => {
    const name = typing.trim();
    if (!name) return;
    if (!types.includes(name)) set([...types, name]);
    setTyping("");
  };
  const errors = [editor.errorAt(PATH), ...types.map((_, index) => editor.errorAt([...PATH, index]))];
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-[0.9375rem]">Credential types</h2>
      {types.length > 0 && (
        <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
          {types.map((type) => (
            <li
              key={type}
              className="inline-flex h-8 items-center gap-1 rounded-full border bg-card pr-1 pl-3 font-mono text-[0.8125rem]"
            >
              {type}
              <button
                type="button"
                aria-label={`Remove ${type}`}
                onClick={() => set(types.filter((one) => one !== type))}
                className="grid size-6 place-items-center rounded-full text-muted-foreground hover:bg-muted hover:text-foreground"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex max-w-md items-start gap-2">
        <Field
          label="Add a type"
          className="flex-1"
          error={errors.find(Boolean)}
          hint="The name verifiers ask for, without blanks. VerifiableCredential is always there."
        >
          <Input
            id={fieldId(PATH)}
            value={typing}
            spellCheck={false}
            placeholder="StaffBadge"
            className="font-mono"
            onChange={(event) => setTyping(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") add();
            }}
          />
        </Field>
        <Button
          className="mt-[1.6875rem] h-10"
          onClick={add}
          unavailable={typing.trim() ? undefined : "Type a name first."}
        >
          Add
        </Button>
      </div>
    </section>
  );
}
