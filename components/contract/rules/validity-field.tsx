"use client";

import { useState } from "react";
import { type JsonPath, setAt } from "@/components/contract/draft/json-path";
import { unitOf, type ValidityUnit, validityUnits } from "@/components/contract/draft/validity";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldId } from "@/components/contract/editor/field-place";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const PATH: JsonPath = ["rules", "validityInterval"];
const units = (Object.keys(validityUnits) as ValidityUnit[]).map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

interface Props {
  editor: DraftEditor;
  seconds: number;
}

/** A number and a unit; the draft holds seconds. */
export function ValidityField({ editor, seconds }: Props) {
  const [chosen, setChosen] = useState<ValidityUnit>(() => unitOf(seconds));
  // The unit stays while it fits, so that 24 hours do not turn into a day under the typing hand.
  const unit = seconds % validityUnits[chosen] === 0 ? chosen : unitOf(seconds);
  const id = fieldId(PATH);
  const set = (count: number, of: ValidityUnit) => {
    setChosen(of);
    editor.edit(id, (json) => setAt(json, PATH, Math.round(count) * validityUnits[of]));
  };
  const count = seconds / validityUnits[unit];
  return (
    <div className="grid max-w-md grid-cols-[1fr_10rem] items-start gap-3">
      <Field
        label="Valid for"
        required
        error={editor.errorAt(PATH)}
        hint={`From the moment of issue. Stored as ${seconds.toLocaleString("en")} seconds.`}
      >
        <Input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          step={1}
          value={seconds === 0 ? "" : String(count)}
          onChange={(event) => set(Number(event.target.value), unit)}
        />
      </Field>
      <Field label="Unit">
        <Select options={units} value={unit} onValueChange={(next) => set(count || 1, next)} />
      </Field>
    </div>
  );
}
