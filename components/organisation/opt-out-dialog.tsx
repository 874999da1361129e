"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast-manager";
import { confirmOptOutAction } from "@/lib/actions/organisation";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";
import type { OptOutStart } from "@/lib/tenant/schema";

const confirmOptOut = unwrap(confirmOptOutAction);

interface OptOutDialogProps {
  start: OptOutStart;
  organisation: string;
  onClose: () => void;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Says how much goes, and asks for the organisation's name. Its token is good once. */
export function OptOutDialog({ start, organisation, onClose }: OptOutDialogProps) {
  const [typed, setTyped] = useState("");
  const { token, authorities, contracts, credentials } = start;

  async function confirm() {
    try {
      await confirmOptOut({ name: typed, token });
    } catch (error) {
      const problem = problemFrom(error);
      // It is out all the same: only keys are left.
      if (problem.code !== "key_deletion_failed") throw error;
      showToast({ tone: "danger", title: "Opted out, but keys are left", description: problem.message });
    }
    // Everything that this tab remembers is of an organisation that is no more.
    window.location.assign("/");
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Opt out of everything for ${organisation}?`}
      consequence={`${counted(authorities, "authority", "authorities")} and ${counted(contracts, "contract", "contracts")} are deleted, and ${counted(credentials, "credential turns", "credentials turn")} invalid. This cannot be undone.`}
      confirmLabel="Opt out for good"
      unavailable={typed.trim() === organisation ? undefined : "Type the organisation's name first."}
      onConfirm={confirm}
    >
      <Field label={`Type ${organisation} to confirm`} required>
        <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
      </Field>
    </ConfirmDialog>
  );
}
