"use client";

import "@/lib/kernel/plain-words";
import { useState } from "react";
import { useChangeAuthority } from "@/components/authority/use-change-authority";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { updateLinkedDomainAction } from "@/lib/actions/authority";
import { type AuthorityView, LinkedDomainUrl } from "@/lib/authority/schema";
import { unwrap } from "@/lib/client/unwrap";

const update = unwrap(updateLinkedDomainAction);

interface ChangeDomainDialogProps {
  authority: AuthorityView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The DID cannot move, so neither does its document: only the domain that vouches for it changes. */
export function ChangeDomainDialog({ authority, open, onOpenChange }: ChangeDomainDialogProps) {
  const [domain, setDomain] = useState(authority.linkedDomainUrl ?? "");
  const change = useChangeAuthority(update);
  const parsed = LinkedDomainUrl.safeParse(domain);
  const fault = parsed.success ? undefined : parsed.error.issues[0]?.message;
  const same = parsed.data === authority.linkedDomainUrl;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Link another domain"
      consequence="The DID stays what it is, and its did.json where it is. Put the new did.json there and did-configuration.json on the new domain, then validate it."
      confirmLabel="Link this domain"
      variant="primary"
      unavailable={same ? "Type another domain first." : fault}
      onConfirm={() => change.mutateAsync({ authorityId: authority.id, linkedDomainUrl: domain })}
    >
      <Field label="Linked domain" required error={fault}>
        <Input type="url" inputMode="url" spellCheck={false} value={domain} onValueChange={setDomain} />
      </Field>
    </ConfirmDialog>
  );
}
