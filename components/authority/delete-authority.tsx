"use client";

import { Trash2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useChangeAuthority } from "@/components/authority/use-change-authority";
import { useSignedInUser, useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-manager";
import { deleteAuthorityAction } from "@/lib/actions/authority";
import type { AuthorityView } from "@/lib/authority/schema";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

const remove = unwrap(deleteAuthorityAction);

interface DeleteAuthorityProps {
  authority: AuthorityView;
  /** Whether the organisation's settings allow it. */
  deletable: boolean;
}

export function DeleteAuthority({ authority, deletable }: DeleteAuthorityProps) {
  const { role } = useSignedInUser();
  const forbidden = useUnavailable("Tenant.OptOut");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const deletion = useChangeAuthority(remove);
  const locked = deletable ? undefined : "The organisation's settings do not allow it: change them first.";

  async function confirm() {
    try {
      await deletion.mutateAsync({ authorityId: authority.id });
    } catch (error) {
      const problem = problemFrom(error);
      // It is deleted all the same: only keys are left.
      if (problem.code !== "key_deletion_failed") throw error;
      showToast({ tone: "danger", title: "The authority is deleted, its keys are not", description: problem.message });
    }
    router.push("/authorities" as Route);
  }

  return (
    <Card aria-labelledby="delete" className="lg:col-span-2">
      <CardHeader
        titleId="delete"
        title="Delete this authority"
        description="Every credential it issued turns invalid for good, its contracts go, and its keys are destroyed."
      />
      <CardBody className="flex flex-wrap items-center gap-4">
        <Button variant="danger" unavailable={forbidden ?? locked} onClick={() => setOpen(true)}>
          <Trash2 aria-hidden />
          Delete
        </Button>
        {!deletable && (
          <p className="text-muted-foreground">
            Switched off in the{" "}
            {role === "owner" ? <TextLink href="/settings">organisation settings</TextLink> : "organisation settings"}.
          </p>
        )}
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`Delete ${authority.name}?`}
          consequence="This cannot be undone. Wallets keep the cards, and every verifier is told that they are invalid. It needs a sign-in of the last five minutes."
          confirmLabel="Delete the authority"
          unavailable={typed.trim() === authority.name ? undefined : "Type the authority's name first."}
          onConfirm={confirm}
        >
          <Field label={`Type ${authority.name} to confirm`} required>
            <Input value={typed} onValueChange={setTyped} autoComplete="off" />
          </Field>
          <TextLink href={`/signin?again=1&next=/authorities/${authority.id}`}>Sign in again</TextLink>
        </ConfirmDialog>
      </CardBody>
    </Card>
  );
}
