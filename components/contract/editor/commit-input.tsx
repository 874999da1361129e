"use client";

import { useState } from "react";
import { Input, type InputProps } from "@/components/ui/input";

interface Props extends Omit<InputProps, "value" | "onChange"> {
  value: string;
  /** Takes the new text, or says why not. */
  onCommit: (text: string) => void;
}

/** A field whose text counts only when it is finished: half a name may be somebody else's name. */
export function CommitInput({ value, onCommit, ...props }: Props) {
  const [typing, setTyping] = useState<string | null>(null);
  const finish = () => {
    if (typing !== null && typing !== value) onCommit(typing.trim());
    setTyping(null);
  };
  return (
    <Input
      {...props}
      value={typing ?? value}
      onChange={(event) => setTyping(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") setTyping(null);
      }}
    />
  );
}
