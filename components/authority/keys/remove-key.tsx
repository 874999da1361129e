"use client";

import { Trash2 } from "lucide-react";
import { useRemoveKey } from "@/components/authority/keys/use-key-changes";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { AuthorityKeyView } from "@/lib/authority/schema";

interface RemoveKeyProps {
  authorityId: string;
  signingKey: AuthorityKeyView;
  /** Undefined while it is not known. */
  liveCredentials: number | undefined;
}

/** Says what stops verifying before it does: the server refuses when that is not the number any more. */
export function RemoveKey({ authorityId, signingKey: { signingKeyId, name }, liveCredentials }: RemoveKeyProps) {
  const unavailable = useUnavailable("Tenant.OptOut");
  const remove = useRemoveKey(authorityId);
  const live = liveCredentials ?? 0;
  const count = `${live} ${live === 1 ? "credential" : "credentials"}`;
  const trigger = (
    <Button size="sm" unavailable={unavailable ?? (liveCredentials === undefined ? "Still counting." : undefined)}>
      <Trash2 aria-hidden />
      Remove
      <span className="sr-only"> {name}</span>
    </Button>
  );
  return (
    <ConfirmDialog
      trigger={trigger}
      title={live === 0 ? "Remove this key?" : `Make ${count} unverifiable?`}
      consequence={
        live === 0
          ? "No valid credential was signed by it. It leaves did.json and is destroyed. If your domain hosts a did-configuration.json signed by it, sign a new one first. This cannot be undone."
          : `${count} that people hold now would stop verifying, everywhere and for good: the key leaves did.json and is destroyed. This cannot be undone.`
      }
      confirmLabel={live === 0 ? "Remove the key" : `Remove the key and lose ${count}`}
      onConfirm={() => remove.mutateAsync({ signingKeyId, liveCredentials: live })}
    />
  );
}
