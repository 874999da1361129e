"use client";

import { OTPField } from "@base-ui/react/otp-field";
import { classNames } from "@/components/ui/class-names";
import { controlStyles } from "@/components/ui/control-styles";

interface OtpInputProps {
  /** How many digits the code has. */
  length: number;
  value: string;
  onValueChange: (value: string) => void;
  /** All digits are there. */
  onComplete?: (value: string) => void;
  className?: string;
}

/** A code of digits in cells; takes a pasted code whole. Belongs in a Field, whose label names it. */
export function OtpInput({ length, value, onValueChange, onComplete, className }: OtpInputProps) {
  return (
    <OTPField.Root
      length={length}
      value={value}
      onValueChange={(next) => onValueChange(next)}
      onValueComplete={(whole) => onComplete?.(whole)}
      className={classNames("flex gap-2", className)}
    >
      {Array.from({ length }, (_, index) => (
        <OTPField.Input
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells are their positions.
          key={index}
          aria-label={index === 0 ? undefined : `Digit ${index + 1} of ${length}`}
          className={classNames(controlStyles, "size-11 p-0 text-center font-mono text-lg tabular-nums")}
        />
      ))}
    </OTPField.Root>
  );
}
