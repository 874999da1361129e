"use client";

import { Archive } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useArchiveContract } from "@/components/contract/use-publish-contract";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { showToast } from "@/components/ui/toast-manager";
import type { ContractView } from "@/lib/contract/schema";

export function ArchiveContract({ contract }: { contract: Pick<ContractView, "id" | "name"> }) {
  const unavailable = useUnavailable("Contract.ReadWrite");
  const archive = useArchiveContract();
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Archive ${contract.name}?`}
      consequence="This cannot be undone. Nothing more is issued by it, its open offers end, and its name stays taken. Credentials that people have stay valid: you still find and revoke them."
      confirmLabel={`Archive ${contract.name}`}
      unavailable={unavailable}
      onConfirm={async () => {
        await archive.mutateAsync({ contractId: contract.id });
        showToast({ title: `${contract.name} is archived` });
        router.push("/contracts" as Route);
      }}
      trigger={
        <Button>
          <Archive aria-hidden />
          Archive
        </Button>
      }
    />
  );
}
