"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface PasswordFieldProps {
  label?: string;
  name?: string;
  value: string;
  onValueChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  error?: string | undefined;
}

export function PasswordField({ label = "Password", name = "password", hint, error, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error} required>
      <div className="relative">
        <Input
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={field.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          value={field.value}
          onValueChange={(value) => field.onValueChange(value)}
          className="pr-11"
        />
        <Button
          variant="ghost"
          size="icon-sm"
          className="absolute top-1 right-1"
          aria-label={shown ? "Hide the password" : "Show the password"}
          onClick={() => setShown(!shown)}
        >
          <Icon aria-hidden />
        </Button>
      </div>
    </Field>
  );
}
