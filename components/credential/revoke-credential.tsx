"use client";

import { Ban } from "lucide-react";
import { useState } from "react";
import { useRevokeCredential } from "@/components/credential/use-credentials";
import { verifiersSee } from "@/components/credential/verifiers-see";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  credential: CredentialView;
  statusTtlSeconds: number;
}

export function RevokeCredential({ credential, statusTtlSeconds }: Props) {
  const unavailable = useUnavailable("Credential.Revoke");
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const revoke = useRevokeCredential();
  return (
    <>
      <Button
        variant="danger"
        className="justify-self-start"
        unavailable={unavailable}
        onClick={() => setOpenedAt(new Date().toISOString())}
      >
        <Ban aria-hidden />
        Revoke
      </Button>
      <ConfirmDialog
        open={openedAt !== null}
        onOpenChange={(open) => {
          if (!open) setOpenedAt(null);
        }}
        title="Revoke 1 credential?"
        consequence={`This cannot be undone. Verifiers see it ${verifiersSee(openedAt ?? credential.issuedAt, statusTtlSeconds)}; the holder keeps the card, marked as revoked.`}
        confirmLabel="Revoke 1 credential"
        unavailable={reason.trim() ? undefined : "Give a reason first: it is kept with the credential."}
        onConfirm={() =>
          revoke.mutateAsync({ contractId: credential.contractId, credentialId: credential.id, reason: reason.trim() })
        }
      >
        <Field
          label="Reason"
          required
          hint="Kept with the credential and in the activity log. Leave personal data out."
        >
          <Textarea
            name="reason"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </>
  );
}
