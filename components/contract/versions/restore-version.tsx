"use client";

import { History } from "lucide-react";
import { readVersion } from "@/components/contract/versions/use-versions";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ContractView } from "@/lib/contract/schema";
import type { VersionContent } from "@/lib/contract/version-schema";

interface Props {
  contract: Pick<ContractView, "id" | "version">;
  version: number;
  hasDraft: boolean;
  onRestore: (content: VersionContent) => Promise<unknown>;
}

export function RestoreVersion({ contract, version, hasDraft, onRestore }: Props) {
  const unavailable = useUnavailable("Contract.ReadWrite");
  return (
    <ConfirmDialog
      variant="primary"
      title={`Restore version ${version}?`}
      consequence={
        `What it says is published once more, as version ${contract.version + 1}. The versions between stay in this list.` +
        (hasDraft ? " Your draft on this page is discarded." : "")
      }
      confirmLabel={`Restore version ${version}`}
      unavailable={unavailable}
      onConfirm={async () => onRestore(await readVersion(contract.id, version))}
      trigger={
        <Button size="sm" aria-label={`Restore version ${version}`}>
          <History aria-hidden />
          Restore
        </Button>
      }
    />
  );
}
