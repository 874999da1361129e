"use client";

import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { ChoiceProps } from "@/components/ui/choice-option";
import { classNames } from "@/components/ui/class-names";

interface ChoiceFrameProps<Value extends string> extends Omit<ChoiceProps<Value>, "options"> {
  listClassName: string;
  children: ReactNode;
}

/** Question, hint and error around a set of radio buttons, however these look. */
export function ChoiceFrame<Value extends string>(props: ChoiceFrameProps<Value>) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={classNames("@container grid gap-2", props.className)}>
      <div className="grid gap-0.5">
        <span id={`${id}-label`} className="font-medium text-sm">
          {props.label}
        </span>
        {props.hint && (
          <span id={`${id}-hint`} className="text-[0.8125rem] text-muted-foreground">
            {props.hint}
          </span>
        )}
      </div>
      <BaseRadioGroup<Value>
        aria-labelledby={`${id}-label`}
        aria-describedby={described || undefined}
        name={props.name}
        value={props.value ?? undefined}
        onValueChange={(value) => props.onValueChange(value)}
        className={props.listClassName}
      >
        {props.children}
      </BaseRadioGroup>
      {props.error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {props.error}
        </p>
      )}
    </div>
  );
}
