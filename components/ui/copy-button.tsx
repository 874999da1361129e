"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { type CopyState, useCopy } from "@/components/ui/use-copy";

interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  text: string;
  /** What the button says; with an icon size it is its accessible name only. */
  label?: string;
}

const icons = { idle: Copy, copied: Check, failed: TriangleAlert } as const satisfies Record<CopyState, unknown>;
const words = { idle: "", copied: "Copied", failed: "Could not copy: select the text instead" } as const;

export function CopyButton({ text, label = "Copy", size = "sm", ...props }: CopyButtonProps) {
  const { state, copy } = useCopy();
  const Icon = icons[state];
  const iconOnly = size === "icon" || size === "icon-sm";
  return (
    <Button {...props} size={size} aria-label={iconOnly ? label : undefined} onClick={() => copy(text)}>
      <Icon aria-hidden />
      {!iconOnly && <span>{state === "copied" ? words.copied : label}</span>}
      <span role="status" className="sr-only">
        {words[state]}
      </span>
    </Button>
  );
}
