"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useChangeAuthority } from "@/components/authority/use-change-authority";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { updateAuthorityAction } from "@/lib/actions/authority";
import type { AuthorityView } from "@/lib/authority/schema";
import { unwrap } from "@/lib/client/unwrap";

const update = unwrap(updateAuthorityAction);

export function RenameAuthority({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(authority.name);
  const rename = useChangeAuthority(update);
  const same = name.trim() === "" || name.trim() === authority.name;
  return (
    <>
      <Button variant="ghost" unavailable={unavailable} onClick={() => setOpen(true)}>
        <Pencil aria-hidden />
        Rename
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Rename the authority"
        consequence="Wallets show the new name for offers from now on. Cards that were issued keep the old one."
        confirmLabel="Rename"
        variant="primary"
        unavailable={same ? "Type another name first." : undefined}
        onConfirm={() => rename.mutateAsync({ authorityId: authority.id, name: name.trim() })}
      >
        <Field label="Name" required>
          <Input value={name} onValueChange={setName} />
        </Field>
      </ConfirmDialog>
    </>
  );
}
