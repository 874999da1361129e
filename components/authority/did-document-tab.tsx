"use client";

import { useQuery } from "@tanstack/react-query";
import { HostingNote } from "@/components/authority/hosting-note";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { AuthorityView } from "@/lib/authority/schema";
import { getJson } from "@/lib/client/get-json";

/** The DID document, as this portal serves it or as it has to be uploaded. */
export function DidDocumentTab({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["authorities", authority.id, "did-document"],
    queryFn: ({ signal }) => getJson<unknown>(`/api/portal/authorities/${authority.id}/did-document`, signal),
    enabled: unavailable === undefined,
  });
  return (
    <div className="grid gap-6">
      <HostingNote authority={authority} fileName="did.json" />
      {unavailable !== undefined && <Alert title="The file is shown to those who may change it">{unavailable}</Alert>}
      {error && (
        <ErrorState
          title="did.json could not be loaded"
          error={error}
          onRetry={() => refetch()}
          retrying={isFetching}
        />
      )}
      {data !== undefined && <CodeBlock label="did.json" code={JSON.stringify(data, null, 2)} fileName="did.json" />}
      {data === undefined && !error && unavailable === undefined && <Skeleton className="h-96" />}
    </div>
  );
}
