"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useDelete } from "@/components/wallet/use-wallet";

interface Props {
  id: string;
  title: string;
  onDeleted: () => void;
}

export function DeleteCard({ id, title, onDeleted }: Props) {
  const remove = useDelete();
  return (
    <ConfirmDialog
      title={`Delete ${title}?`}
      consequence="The credential and its key leave this browser for good. The issuer keeps its record, and can make a new offer."
      confirmLabel="Delete card"
      onConfirm={async () => {
        await remove.mutateAsync(id);
        onDeleted();
      }}
      trigger={
        <Button variant="ghost" className="justify-self-center text-danger">
          <Trash2 aria-hidden />
          Delete card
        </Button>
      }
    />
  );
}
