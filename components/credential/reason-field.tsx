import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

interface Props {
  value: string;
  onChange: (reason: string) => void;
}

export const ReasonField = ({ value, onChange }: Props) => (
  <Field label="Reason" required hint="Kept with the credential and in the activity log. Leave personal data out.">
    <Textarea name="reason" rows={2} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />
  </Field>
);

/** Why nothing can be revoked yet. */
export const withoutReason = (reason: string): string | undefined =>
  reason.trim() ? undefined : "Give a reason first: it is kept with the credential.";
