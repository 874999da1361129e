"use client";

import { Ban } from "lucide-react";
import { useState } from "react";
import { countOf } from "@/components/credential/bulk-words";
import { ReasonField, withoutReason } from "@/components/credential/reason-field";
import { useCreateBulkRevocation } from "@/components/credential/use-bulk-revocation";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

interface Props {
  contractId: string;
  /** Row ids of the credentials that are ticked. */
  selected: ReadonlySet<string>;
  onClear: () => void;
  onStarted: (bulkRevocationId: string) => void;
}

/** What can be done with the rows that are ticked. */
export function RevokeSelected({ contractId, selected, onClear, onStarted }: Props) {
  const unavailable = useUnavailable("Credential.Revoke");
  const [reason, setReason] = useState("");
  const create = useCreateBulkRevocation();
  const chosen = countOf(selected.size);
  const start = async () => {
    const made = await create.mutateAsync({ contractId, credentialIds: [...selected], reason: reason.trim() });
    onClear();
    onStarted(made.id);
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border bg-card px-4 py-3">
      <p role="status">{chosen} selected</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="ghost" onClick={onClear}>
          Clear
        </Button>
        <ConfirmDialog
          trigger={
            <Button variant="danger" unavailable={unavailable}>
              <Ban aria-hidden />
              Revoke {chosen}
            </Button>
          }
          title={`Revoke ${chosen}?`}
          consequence="This cannot be undone. The holders keep their cards, marked as revoked."
          confirmLabel={`Revoke ${chosen}`}
          unavailable={withoutReason(reason)}
          onConfirm={start}
        >
          <ReasonField value={reason} onChange={setReason} />
        </ConfirmDialog>
      </div>
    </div>
  );
}
