"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import { classNames } from "@/components/ui/class-names";
import { controlStyles } from "@/components/ui/control-styles";
import { useRequired } from "@/components/ui/field-required";

export interface InputProps extends Omit<BaseInput.Props, "className"> {
  className?: string;
}

export function Input({ className, ...props }: InputProps) {
  return (
    <BaseInput aria-required={useRequired()} {...props} className={classNames(controlStyles, "h-10", className)} />
  );
}
