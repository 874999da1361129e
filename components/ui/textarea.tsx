"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlStyles } from "@/components/ui/control-styles";
import { useRequired } from "@/components/ui/field-required";

/** Grows with its text. */
export function Textarea({ className, id, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <Field.Control
      id={id}
      aria-required={useRequired()}
      render={
        <textarea
          rows={rows}
          {...props}
          className={classNames(controlStyles, "field-sizing-content min-h-20 py-2 leading-relaxed", className)}
        />
      }
    />
  );
}
