"use client";

import { CalendarX } from "lucide-react";
import { useState } from "react";
import { countOf } from "@/components/credential/bulk-words";
import { issuedBetween } from "@/components/credential/issued-between";
import { ReasonField, withoutReason } from "@/components/credential/reason-field";
import { useCreateBulkRevocation, useRevocable } from "@/components/credential/use-bulk-revocation";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { BULK_MAX } from "@/lib/kernel/bulk-limit";

interface Props {
  contractId: string;
  contractName: string;
  onStarted: (bulkRevocationId: string) => void;
}

/** All credentials of a contract that were issued on some days: how many is said before anything is done. */
export function RevokeByTime({ contractId, contractName, onStarted }: Props) {
  const unavailable = useUnavailable("Credential.Revoke");
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [reason, setReason] = useState("");
  const filter = issuedBetween(first, last);
  const { data, error, isFetching } = useRevocable(contractId, filter);
  const create = useCreateBulkRevocation();
  const count = data?.count ?? 0;
  return (
    <ConfirmDialog
      trigger={
        <Button unavailable={unavailable}>
          <CalendarX aria-hidden />
          Revoke by day of issue
        </Button>
      }
      title={`Revoke credentials of ${contractName} by day of issue?`}
      consequence="This cannot be undone. Days are whole days in your time zone; leave one open to have no limit there."
      confirmLabel={count > 0 && count <= BULK_MAX ? `Revoke ${countOf(count)}` : "Revoke"}
      unavailable={withoutDays(filter !== null, isFetching, count) ?? withoutReason(reason)}
      onConfirm={async () => {
        if (!filter) return;
        onStarted((await create.mutateAsync({ contractId, filter, reason: reason.trim() })).id);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="First day">
          <Input name="first-day" type="date" value={first} onValueChange={setFirst} />
        </Field>
        <Field label="Last day">
          <Input name="last-day" type="date" value={last} onValueChange={setLast} />
        </Field>
      </div>
      <p role="status" className="text-muted-foreground text-sm">
        {error
          ? "They could not be counted: try again."
          : filter && data
            ? found(count)
            : "Choose a day to begin with."}
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

function found(count: number): string {
  if (count === 0) return "No credential that is not revoked yet was issued then.";
  if (count > BULK_MAX) return `More than ${countOf(BULK_MAX)} were issued then: choose fewer days.`;
  return `${countOf(count)} will be revoked.`;
}

function withoutDays(chosen: boolean, counting: boolean, count: number): string | undefined {
  if (!chosen) return "Choose a first or a last day.";
  if (counting) return "Wait until they are counted.";
  if (count === 0) return "There is nothing to revoke.";
  return count > BULK_MAX ? "These are too many at once: choose fewer days." : undefined;
}
