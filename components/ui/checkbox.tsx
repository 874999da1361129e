"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";

interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  indeterminate?: boolean;
  onCheckedChange: (checked: boolean) => void;
  name?: string;
  className?: string;
  /** Keeps the label for screen readers only, as in a table row. */
  labelHidden?: boolean;
}

export function Checkbox({ label, hint, labelHidden = false, className, onCheckedChange, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <div className={classNames("flex min-h-6 items-start gap-2.5", className)}>
      <BaseCheckbox.Root
        {...props}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onCheckedChange={(checked) => onCheckedChange(checked)}
        id={id}
        className="relative mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-[5px] border border-input bg-card text-primary-foreground after:absolute after:-inset-1 data-checked:border-primary data-checked:bg-primary data-indeterminate:border-primary data-indeterminate:bg-primary"
      >
        <BaseCheckbox.Indicator className="data-unchecked:hidden">
          {props.indeterminate ? (
            <Minus aria-hidden className="size-3.5" />
          ) : (
            <Check aria-hidden className="size-3.5" />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <div className={labelHidden ? "sr-only" : "grid"}>
        <label id={`${id}-label`} htmlFor={id} className="text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-[0.8125rem] text-muted-foreground">
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}
