"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";

interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  name?: string;
  className?: string;
}

export function Switch({ label, hint, className, onCheckedChange, ...props }: SwitchProps) {
  const id = useId();
  return (
    <div className={classNames("flex items-start justify-between gap-4", className)}>
      <div className="grid gap-0.5">
        <label id={`${id}-label`} htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-[0.8125rem] text-muted-foreground">
            {hint}
          </span>
        )}
      </div>
      <BaseSwitch.Root
        {...props}
        id={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onCheckedChange={(checked) => onCheckedChange(checked)}
        className="flex h-6 w-10 shrink-0 items-center rounded-full border border-input bg-muted p-0.5 transition-colors data-checked:border-primary data-checked:bg-primary"
      >
        <BaseSwitch.Thumb className="size-4.5 rounded-full bg-input shadow-raised transition-transform data-checked:translate-x-4 data-checked:bg-primary-foreground" />
      </BaseSwitch.Root>
    </div>
  );
}
