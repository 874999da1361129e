"use client";

import { useId } from "react";
import { ChoiceFrame } from "@/components/ui/choice-frame";
import type { ChoiceProps } from "@/components/ui/choice-option";
import { RadioMark } from "@/components/ui/radio-mark";

/** Radio buttons as cards, for a choice that deserves an explanation beside each option. */
export function ChoiceCards<Value extends string>({ options, ...frame }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <ChoiceFrame {...frame} listClassName="grid gap-3 @md:grid-cols-2">
      {options.map((option) => {
        const labelId = `${id}-${option.value}`;
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio button inside is a custom element the rule cannot see.
          <label
            key={option.value}
            className="flex cursor-pointer items-start gap-3 rounded-xl border bg-card p-4 shadow-raised transition-colors hover:border-input has-data-checked:border-primary has-data-checked:bg-primary-soft/50 has-data-checked:ring-1 has-data-checked:ring-primary"
          >
            <RadioMark
              value={option.value}
              labelledBy={labelId}
              describedBy={option.description ? `${labelId}-more` : undefined}
            />
            <span className="grid min-w-0 flex-1 gap-1">
              <span className="flex flex-wrap items-center gap-2">
                <span id={labelId} className="font-medium text-sm">
                  {option.label}
                </span>
                {option.badge}
              </span>
              {option.description && (
                <span id={`${labelId}-more`} className="text-[0.8125rem] text-muted-foreground">
                  {option.description}
                </span>
              )}
            </span>
            {option.icon && (
              <span aria-hidden className="text-muted-foreground [&_svg]:size-5">
                {option.icon}
              </span>
            )}
          </label>
        );
      })}
    </ChoiceFrame>
  );
}
