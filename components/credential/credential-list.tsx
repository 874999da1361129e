"use client";

import { IdCard } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { CredentialTable } from "@/components/credential/credential-table";
import { useCredentialPages } from "@/components/credential/use-credentials";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { CredentialPage } from "@/lib/credential/schema";

// Only a list narrowed to one contract has these.
const RevokeByTime = dynamic(() =>
  import("@/components/credential/revoke-by-time").then((module) => module.RevokeByTime),
);
const RevokeSelected = dynamic(() =>
  import("@/components/credential/revoke-selected").then((module) => module.RevokeSelected),
);

interface Props {
  /** With one, several can be revoked at once: that is done contract by contract. */
  contract: { readonly id: string; readonly name: string } | null;
  initial: CredentialPage | undefined;
  onOpen: (id: string) => void;
  onBulk: (bulkRevocationId: string) => void;
}

/** The newest first, fifty at a time. */
export function CredentialList({ contract, initial, onOpen, onBulk }: Props) {
  const pages = useCredentialPages(contract?.id ?? null, initial);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const credentials = pages.data?.pages.flatMap((page) => page.credentials);
  return (
    <div className="grid gap-4">
      {pages.error && (
        <ErrorState
          title="The credentials could not be loaded"
          error={pages.error}
          onRetry={() => pages.refetch()}
          retrying={pages.isFetching}
        />
      )}
      {pages.isPending && <TableSkeleton />}
      {credentials?.length === 0 && <NoCredentials contractId={contract?.id ?? null} />}
      {contract && credentials && credentials.length > 0 && selected.size === 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted-foreground text-sm">Tick credentials to revoke several at once.</p>
          <RevokeByTime contractId={contract.id} contractName={contract.name} onStarted={onBulk} />
        </div>
      )}
      {contract && selected.size > 0 && (
        <RevokeSelected
          contractId={contract.id}
          selected={selected}
          onClear={() => setSelected(new Set())}
          onStarted={onBulk}
        />
      )}
      {credentials && credentials.length > 0 && (
        <CredentialTable
          label="Credentials, the newest first"
          credentials={credentials}
          onOpen={onOpen}
          selection={contract ? { selected, onSelect: setSelected } : undefined}
        />
      )}
      {pages.hasNextPage && (
        <Button
          className="justify-self-center"
          pending={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </div>
  );
}

export const TableSkeleton = () => (
  <div className="grid gap-px overflow-hidden rounded-2xl border">
    <p role="status" className="sr-only">
      Loading…
    </p>
    {Array.from({ length: 6 }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are their positions.
      <div key={row} className="flex h-13 items-center gap-6 bg-card px-4">
        <Skeleton className="w-32" />
        <Skeleton className="w-52" />
        <Skeleton className="ml-auto w-20" />
      </div>
    ))}
  </div>
);

const NoCredentials = ({ contractId }: { contractId: string | null }) => (
  <EmptyState
    icon={<IdCard />}
    title={contractId ? "No credential of this contract yet" : "No credential yet"}
    action={
      <ButtonLink href={contractId ? `/issue?contract=${contractId}` : "/issue"} variant="primary">
        Issue a credential
      </ButtonLink>
    }
  >
    A credential appears here as soon as a wallet has claimed it. From here it can be looked at and revoked.
  </EmptyState>
);
