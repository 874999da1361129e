import type { ReactNode } from "react";

interface ChoiceOption<Value extends string> {
  value: Value;
  label: string;
  description?: ReactNode;
  icon?: ReactNode;
  /** Beside the label: a Badge such as "Recommended". */
  badge?: ReactNode;
}

export interface ChoiceProps<Value extends string> {
  /** The question that the options answer. */
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  options: readonly ChoiceOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  name?: string;
  className?: string;
}
