"use client";

import { Braces } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { byWhom } from "@/components/audit/own-names";
import { RestoreVersion } from "@/components/contract/versions/restore-version";
import { useVersions } from "@/components/contract/versions/use-versions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { ContractView } from "@/lib/contract/schema";
import type { VersionContent, VersionSummary } from "@/lib/contract/version-schema";

const VersionJson = lazy(() => import("@/components/contract/versions/version-json"));

interface Props {
  contract: ContractView;
  /** Publishes a former version once more; none for a contract that cannot be changed. */
  onRestore?: (content: VersionContent) => Promise<unknown>;
  /** What a restored version takes the place of, besides what is published. */
  hasDraft?: boolean;
}

/** Every publish, newest first, with what it changed. */
export function VersionsTab({ contract, onRestore, hasDraft = false }: Props) {
  const versions = useVersions(contract.id);
  const [shown, setShown] = useState<number | null>(null);
  if (versions.error) {
    return (
      <ErrorState
        title="The versions could not be read"
        error={versions.error}
        onRetry={() => versions.refetch()}
        retrying={versions.isFetching}
      />
    );
  }
  if (!versions.items) return <Skeleton className="h-48 rounded-xl" />;
  return (
    <div className="grid gap-4">
      <ol className="grid gap-4" aria-label="Versions" reversed>
        {versions.items.map((version) => (
          <li key={version.version}>
            <VersionCard
              version={version}
              current={contract.archivedAt === null && version.version === contract.version}
              onShow={() => setShown(version.version)}
              restore={
                onRestore && (
                  <RestoreVersion
                    contract={contract}
                    version={version.version}
                    hasDraft={hasDraft}
                    onRestore={onRestore}
                  />
                )
              }
            />
          </li>
        ))}
      </ol>
      {versions.hasNextPage && (
        <Button
          className="justify-self-center"
          pending={versions.isFetchingNextPage}
          onClick={() => versions.fetchNextPage()}
        >
          Show older versions
        </Button>
      )}
      {shown !== null && (
        <Suspense fallback={null}>
          <VersionJson contractId={contract.id} version={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </div>
  );
}

interface VersionCardProps {
  version: VersionSummary;
  current: boolean;
  onShow: () => void;
  restore: React.ReactNode;
}

function VersionCard({
  version: { version, createdAt, createdBy, changes },
  current,
  onShow,
  restore,
}: VersionCardProps) {
  return (
    <Card className="grid gap-3 p-5" aria-labelledby={`version-${version}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={`version-${version}`} className="font-semibold text-base">
          Version {version}
        </h2>
        {current && <Badge tone="success">Published now</Badge>}
        <span className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">
          <RelativeTime at={createdAt} />
          {createdBy && ` by ${byWhom(createdBy)}`}
        </span>
      </div>
      {version === 1 ? (
        <p className="text-muted-foreground">The contract was created.</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-5 [overflow-wrap:anywhere]">
          {changes.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onShow} aria-label={`JSON of version ${version}`}>
          <Braces aria-hidden />
          JSON
        </Button>
        {!current && restore}
      </div>
    </Card>
  );
}
