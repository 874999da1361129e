"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { FieldRequired } from "@/components/ui/field-required";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it. Shown below the control and read with it. */
  error?: string | undefined;
  required?: boolean;
  /** Beside the label: a counter, a link to help. */
  aside?: ReactNode;
  className?: string;
  /** One control of this folder: Input, Textarea, Select, NumberField, OtpInput. */
  children: ReactNode;
}

/** Ties label, hint and error to the control inside it. */
export function Field({ label, hint, error, required = false, aside, className, children }: FieldProps) {
  return (
    <FieldRequired value={required}>
      <BaseField.Root invalid={Boolean(error)} className={classNames("grid gap-1.5", className)}>
        <div className="flex items-baseline justify-between gap-4">
          <BaseField.Label className="font-medium text-sm">
            {label}
            {required && (
              <span aria-hidden className="ml-0.5 text-danger">
                *
              </span>
            )}
          </BaseField.Label>
          {aside}
        </div>
        {children}
        {error && (
          <BaseField.Error match className="flex items-start gap-1.5 text-danger text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{error}</span>
          </BaseField.Error>
        )}
        {hint && (
          <BaseField.Description className="text-[0.8125rem] text-muted-foreground">{hint}</BaseField.Description>
        )}
      </BaseField.Root>
    </FieldRequired>
  );
}
