"use client";

import { NumberField as BaseNumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { controlStyles } from "@/components/ui/control-styles";
import { useRequired } from "@/components/ui/field-required";

interface NumberFieldProps {
  value: number | null;
  onValueChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  name?: string;
  className?: string;
  "aria-label"?: string;
}

const stepper =
  "grid w-9 shrink-0 place-items-center text-muted-foreground hover:text-foreground data-disabled:opacity-40";

export function NumberField({ className, onValueChange, "aria-label": label, ...props }: NumberFieldProps) {
  const required = useRequired();
  return (
    <BaseNumberField.Root {...props} onValueChange={(value) => onValueChange(value)}>
      <BaseNumberField.Group className={classNames(controlStyles, "flex h-10 px-0", className)}>
        <BaseNumberField.Decrement aria-label="Less" className={stepper}>
          <Minus aria-hidden className="size-4" />
        </BaseNumberField.Decrement>
        <BaseNumberField.Input
          aria-label={label}
          aria-required={required}
          className="min-w-0 flex-1 rounded bg-transparent text-center text-sm tabular-nums"
        />
        <BaseNumberField.Increment aria-label="More" className={stepper}>
          <Plus aria-hidden className="size-4" />
        </BaseNumberField.Increment>
      </BaseNumberField.Group>
    </BaseNumberField.Root>
  );
}
