"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OtpInput } from "@/components/ui/otp-input";
import type { TransactionCodeHint } from "@/components/wallet/protocol/offer";

interface Props {
  hint: TransactionCodeHint;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** Cells where the issuer says how many digits there are and they fit beside one another; else a plain field. */
export function TransactionCodeField({ hint, value, onChange, error }: Props) {
  const cells = hint.input_mode === "numeric" && hint.length !== undefined && hint.length <= 8 ? hint.length : null;
  return (
    <Field label="Transaction code" required hint={hint.description ?? "The issuer told it to you."} error={error}>
      {cells === null ? (
        <Input
          value={value}
          onValueChange={onChange}
          inputMode={hint.input_mode}
          maxLength={hint.length}
          autoComplete="one-time-code"
          className="font-mono tracking-widest"
        />
      ) : (
        <OtpInput length={cells} value={value} onValueChange={onChange} className={cells > 6 ? "gap-1" : "gap-2"} />
      )}
    </Field>
  );
}
