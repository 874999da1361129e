"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { controlStyles, popupStyles } from "@/components/ui/control-styles";
import { useRequired } from "@/components/ui/field-required";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  description?: string;
}

export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  name?: string;
  id?: string;
  className?: string;
  /** Only where there is no Field around it. */
  "aria-label"?: string;
}

export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder = "Choose…",
  name,
  id,
  className,
  "aria-label": label,
}: SelectProps<Value>) {
  const required = useRequired();
  return (
    <BaseSelect.Root<Value>
      items={options}
      value={value}
      name={name}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <BaseSelect.Trigger
        id={id}
        aria-label={label}
        aria-required={required}
        className={classNames(controlStyles, "flex h-10 items-center justify-between gap-3 text-left", className)}
      >
        <BaseSelect.Value className="truncate data-placeholder:text-muted-foreground" placeholder={placeholder} />
        <BaseSelect.Icon className="shrink-0 text-muted-foreground">
          <ChevronsUpDown aria-hidden className="size-4" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="z-50 outline-none" sideOffset={6} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={classNames(popupStyles, "min-w-(--anchor-width) max-w-(--available-width)")}>
            <BaseSelect.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-default grid-cols-[1fr_1rem] items-start gap-x-3 rounded-lg px-2.5 py-2 text-sm outline-none select-none data-highlighted:bg-muted"
                >
                  <span className="grid">
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.description && <span className="text-muted-foreground text-xs">{option.description}</span>}
                  </span>
                  <BaseSelect.ItemIndicator className="mt-0.5 text-primary">
                    <Check aria-hidden className="size-4" />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
