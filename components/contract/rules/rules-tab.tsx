"use client";

import { at, setAt, trueAt } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { FormatsField } from "@/components/contract/rules/formats-field";
import { TypeNamesField } from "@/components/contract/rules/type-names-field";
import { ValidityField } from "@/components/contract/rules/validity-field";
import { Switch } from "@/components/ui/switch";

const switches = [
  {
    member: "availableInVcDirectory",
    label: "List in the credential network",
    hint: "Others can find this credential type and ask for it.",
  },
  {
    member: "allowOverrideValidityIntervalOnIssuance",
    label: "Let a request set the end of validity",
    hint: "An issuance request may then carry its own expiration date.",
  },
  {
    member: "issueNotificationEnabled",
    label: "Tell people when their credential is ready",
    hint: "For members of the groups that are named in the JSON.",
  },
] as const;

/** How credentials of this contract come about and how long they live. */
export function RulesTab({ editor }: { editor: DraftEditor }) {
  const seconds = at(editor.json, ["rules", "validityInterval"]);
  return (
    <div className="grid gap-8">
      <ValidityField editor={editor} seconds={typeof seconds === "number" ? seconds : 0} />
      <TypeNamesField editor={editor} />
      <FormatsField editor={editor} />
      <section className="grid gap-5">
        <h2 className="font-semibold text-[0.9375rem]">Availability</h2>
        {switches.map(({ member, label, hint }) => (
          <Switch
            key={member}
            label={label}
            hint={hint}
            checked={trueAt(editor.json, [member])}
            onCheckedChange={(on) => editor.edit(member, (json) => setAt(json, [member], on))}
          />
        ))}
      </section>
    </div>
  );
}
