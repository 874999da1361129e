"use client";

import { useId } from "react";
import { ChoiceFrame } from "@/components/ui/choice-frame";
import type { ChoiceProps } from "@/components/ui/choice-option";
import { RadioMark } from "@/components/ui/radio-mark";

/** A plain list of radio buttons. For few, weighty options see ChoiceCards. */
export function RadioGroup<Value extends string>({ options, ...frame }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <ChoiceFrame {...frame} listClassName="grid gap-2">
      {options.map((option) => {
        const labelId = `${id}-${option.value}`;
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio button inside is a custom element the rule cannot see.
          <label key={option.value} className="flex min-h-6 cursor-pointer items-start gap-2.5">
            <RadioMark
              value={option.value}
              labelledBy={labelId}
              describedBy={option.description ? `${labelId}-more` : undefined}
            />
            <span className="grid">
              <span id={labelId} className="text-sm">
                {option.label}
              </span>
              {option.description && (
                <span id={`${labelId}-more`} className="text-[0.8125rem] text-muted-foreground">
                  {option.description}
                </span>
              )}
            </span>
          </label>
        );
      })}
    </ChoiceFrame>
  );
}
