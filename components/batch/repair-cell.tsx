"use client";

import { useId, useState } from "react";
import { Input } from "@/components/ui/input";

interface Props {
  /** Column and row, for those who do not see where the cell stands. */
  label: string;
  value: string;
  fault: string | undefined;
  editable: boolean;
  onChange: (value: string) => void;
}

/** A cell that can be mended where it stands. */
export function RepairCell({ label, value, fault, editable, onChange }: Props) {
  const id = useId();
  // A field stays one while somebody types into it, also when what they have typed so far is right.
  const [faulty, setFaulty] = useState(Boolean(fault));
  if (fault && !faulty) setFaulty(true);
  if (!editable && !faulty) {
    return <span className="block max-w-56 truncate">{value.slice(0, 200)}</span>;
  }
  return (
    <span className="grid min-w-40 gap-1 py-1">
      <Input
        aria-label={label}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? id : undefined}
        autoComplete="off"
        value={value}
        onValueChange={onChange}
        className="h-8"
      />
      {fault && (
        <span id={id} className="text-danger text-xs">
          {fault}
        </span>
      )}
    </span>
  );
}
