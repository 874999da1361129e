"use client";

import { CirclePause, CirclePlay, type LucideIcon } from "lucide-react";
import { useReinstateCredential, useSuspendCredential } from "@/components/credential/use-credentials";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  credential: CredentialView;
  statusTtlSeconds: number;
}

/** Out of use for a time, and back. */
export function SuspendCredential({ credential, statusTtlSeconds }: Props) {
  const ref = { contractId: credential.contractId, credentialId: credential.id };
  const suspend = useSuspendCredential();
  const reinstate = useReinstateCredential();
  const soon = `Verifiers see it within ${Math.ceil(statusTtlSeconds / 60)} minutes.`;
  return credential.suspendedAt === null ? (
    <Turn
      key="suspend"
      verb="Suspend"
      icon={CirclePause}
      consequence={`${soon} You can reinstate it at any time.`}
      onConfirm={() => suspend.mutateAsync(ref)}
    />
  ) : (
    <Turn
      key="reinstate"
      verb="Reinstate"
      icon={CirclePlay}
      consequence={`It is valid again. ${soon}`}
      onConfirm={() => reinstate.mutateAsync(ref)}
    />
  );
}

interface TurnProps {
  verb: string;
  icon: LucideIcon;
  consequence: string;
  onConfirm: () => Promise<unknown>;
}

function Turn({ verb, icon: Icon, consequence, onConfirm }: TurnProps) {
  const unavailable = useUnavailable("Credential.Revoke");
  return (
    <ConfirmDialog
      trigger={
        <Button unavailable={unavailable}>
          <Icon aria-hidden />
          {verb}
        </Button>
      }
      variant="primary"
      title={`${verb} 1 credential?`}
      consequence={consequence}
      confirmLabel={`${verb} 1 credential`}
      onConfirm={onConfirm}
    />
  );
}
