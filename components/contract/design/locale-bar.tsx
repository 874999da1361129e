"use client";

import { Star, Trash2 } from "lucide-react";
import { AddLocale } from "@/components/contract/design/add-locale";
import { type LocaleRow, localeName, makeDefault, removeLocale } from "@/components/contract/draft/locale-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

interface Props {
  editor: DraftEditor;
  rows: readonly LocaleRow[];
  active: number;
  onSelect: (locale: string) => void;
}

/** The languages of the card, each with a dot that says whether all its texts are there. */
export function LocaleBar({ editor, rows, active, onSelect }: Props) {
  const current = rows[active];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset className="contents">
        <legend className="sr-only">Language being edited</legend>
        {rows.map((row) => (
          <button
            key={`${row.index}-${row.locale}`}
            type="button"
            aria-pressed={row.index === active}
            onClick={() => onSelect(row.locale)}
            className="inline-flex h-8 items-center gap-2 rounded-full border bg-card px-3 font-medium text-[0.8125rem] transition-colors hover:bg-muted aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-strong"
          >
            <span
              aria-hidden
              className={classNames("size-2 rounded-full", row.filled < row.wanted ? "bg-warning" : "bg-success")}
            />
            {localeName(row.locale)}
            <span className="font-mono text-[0.6875rem] text-muted-foreground">{row.locale}</span>
            <span className="sr-only">
              {row.filled < row.wanted ? `, ${row.filled} of ${row.wanted} texts` : ", complete"}
              {row.index === 0 && ", default"}
            </span>
          </button>
        ))}
      </fieldset>
      <AddLocale editor={editor} taken={rows.map(({ locale }) => locale)} onAdded={onSelect} />
      {current && rows.length > 1 && (
        <span className="ml-auto flex gap-1">
          {current.index > 0 && (
            <Tooltip content="Make it the default language">
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Make ${localeName(current.locale)} the default`}
                onClick={() => editor.edit("locales", (json) => makeDefault(json, current.index))}
              >
                <Star aria-hidden />
              </Button>
            </Tooltip>
          )}
          <Tooltip content={`Remove ${localeName(current.locale)}`}>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Remove ${localeName(current.locale)}`}
              onClick={() => {
                editor.edit("locales", (json) => removeLocale(json, current.index));
                onSelect("");
              }}
            >
              <Trash2 aria-hidden />
            </Button>
          </Tooltip>
        </span>
      )}
    </div>
  );
}
