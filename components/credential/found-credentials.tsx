"use client";

import { SearchX } from "lucide-react";
import { TableSkeleton } from "@/components/credential/credential-list";
import { CredentialTable } from "@/components/credential/credential-table";
import { useFound } from "@/components/credential/use-credentials";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import type { FindCredentials } from "@/lib/credential/schema";

interface Props {
  search: FindCredentials;
  onOpen: (id: string) => void;
  /** Back to the whole list. */
  onEnd: () => void;
}

export function FoundCredentials({ search, onOpen, onEnd }: Props) {
  const { data, error, isFetching, refetch } = useFound(search);
  const all = <Button onClick={onEnd}>Show all</Button>;
  if (error) {
    return (
      <ErrorState title="The search could not be done" error={error} onRetry={() => refetch()} retrying={isFetching} />
    );
  }
  if (!data) return <TableSkeleton />;
  if (data.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title="Nothing found" action={all}>
        Values are compared whole and to the letter. A credential that was never claimed is not here either.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status">{data.length === 1 ? "1 credential found" : `${data.length} credentials found`}</p>
        {all}
      </div>
      <CredentialTable label="Credentials found" credentials={data} onOpen={onOpen} />
    </div>
  );
}
