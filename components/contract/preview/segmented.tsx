"use client";

interface Props<Value extends string | number> {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A row of buttons of which one is pressed, for choices that should be seen without opening anything. */
export function Segmented<Value extends string | number>({ label, options, value, onChange }: Props<Value>) {
  return (
    <fieldset className="inline-flex justify-self-end rounded-lg border bg-muted p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="h-7 min-w-8 rounded-md px-2.5 font-medium text-muted-foreground text-xs transition-colors hover:text-foreground aria-pressed:bg-card aria-pressed:text-foreground aria-pressed:shadow-raised dark:aria-pressed:bg-border"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
