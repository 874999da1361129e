"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { addLocale, localeName } from "@/components/contract/draft/locale-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Locale } from "@/lib/contract/display-schema";

const common = ["en", "de", "fr", "it", "es", "pt", "nl", "pl", "sv", "ar", "ja"];

interface Props {
  editor: DraftEditor;
  taken: readonly string[];
  onAdded: (locale: string) => void;
}

export function AddLocale({ editor, taken, onAdded }: Props) {
  const [open, setOpen] = useState(false);
  const [tag, setTag] = useState("");
  const [problem, setProblem] = useState<string>();
  const has = (locale: string) => taken.some((one) => one.toLowerCase() === locale.toLowerCase());

  const add = (wanted: string) => {
    const parsed = Locale.safeParse(wanted.trim());
    if (!parsed.success) return setProblem("Give a language tag such as fr or fr-CH.");
    const [locale = parsed.data] = Intl.getCanonicalLocales(parsed.data);
    if (has(locale)) return setProblem(`${localeName(locale)} is already here.`);
    editor.edit("locales", (json) => addLocale(json, locale));
    setTag("");
    setProblem(undefined);
    setOpen(false);
    onAdded(locale);
  };

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title="Add a language"
      className="w-80"
      trigger={
        <Button variant="ghost" size="sm">
          <Plus aria-hidden />
          Add language
        </Button>
      }
    >
      <div className="flex flex-wrap gap-1.5">
        {common
          .filter((locale) => !has(locale))
          .map((locale) => (
            <Button key={locale} size="sm" onClick={() => add(locale)}>
              {localeName(locale)}
            </Button>
          ))}
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add(tag);
        }}
      >
        <Field label="Another tag" error={problem} className="flex-1">
          <Input value={tag} placeholder="fr-CH" onChange={(event) => setTag(event.target.value)} />
        </Field>
        <Button type="submit" className="h-10">
          Add
        </Button>
      </form>
    </Popover>
  );
}
