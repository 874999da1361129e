"use client";

import { Ban } from "lucide-react";
import { useState } from "react";
import { ReasonField, withoutReason } from "@/components/credential/reason-field";
import { useRevokeCredential } from "@/components/credential/use-credentials";
import { verifiersSee } from "@/components/credential/verifiers-see";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
        unavailable={withoutReason(reason)}
        onConfirm={() =>
          revoke.mutateAsync({ contractId: credential.contractId, credentialId: credential.id, reason: reason.trim() })
        }
      >
        <ReasonField value={reason} onChange={setReason} />
      </ConfirmDialog>
    </>
  );
}
