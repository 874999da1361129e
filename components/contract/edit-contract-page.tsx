"use client";

import { Send } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { ArchiveContract } from "@/components/contract/archive-contract";
import { contractCalls } from "@/components/contract/contract-calls";
import { contractChanges, contractJson } from "@/components/contract/contract-json";
import { ContractWorkspace } from "@/components/contract/contract-workspace";
import { type ContractDraft, draftOf, problemsFromFields } from "@/components/contract/draft/contract-draft";
import { DraftConflict } from "@/components/contract/draft-conflict";
import { DraftStatus } from "@/components/contract/draft-status";
import type { IssuerChoice } from "@/components/contract/issuer-choice";
import { keptText, readKept } from "@/components/contract/kept-draft";
import { PublishedJson } from "@/components/contract/published-json";
import { PublishedNotice } from "@/components/contract/published-notice";
import { takesClaims } from "@/components/contract/takes-claims";
import { useDraftKeeper } from "@/components/contract/use-draft-keeper";
import { useUpdateContract } from "@/components/contract/use-publish-contract";
import { useStoredText } from "@/components/contract/use-stored-text";
import { ApiCalls } from "@/components/developer/api-calls";
import { PermittedLink } from "@/components/shell/permitted-link";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { problemFrom } from "@/lib/client/action-problem";
import { type ContractView, contractTag } from "@/lib/contract/schema";
import type { VersionContent } from "@/lib/contract/version-schema";

const VersionsTab = lazy(() =>
  import("@/components/contract/versions/versions-tab").then(({ VersionsTab: component }) => ({ default: component })),
);

interface EditContractPageProps {
  contract: ContractView;
  authorities: readonly IssuerChoice[];
  /** It was published a moment ago, on the page before. */
  justPublished: boolean;
}

const storageKey = (contractId: string) => `contract-draft:${contractId}`;

/** Begins with the draft that waits in this browser, else with what is published. */
export function EditContractPage(props: EditContractPageProps) {
  const stored = useStoredText(storageKey(props.contract.id));
  return <EditContract key={stored === null ? "fresh" : "kept"} stored={stored} {...props} />;
}

function EditContract({
  stored,
  contract: opened,
  authorities,
  justPublished,
}: EditContractPageProps & { stored: string | null }) {
  const [kept] = useState(() => readKept(stored));
  const [restored, setRestored] = useState(kept !== null);
  const [draft, setDraft] = useState<ContractDraft>(() => kept?.draft ?? draftOf(contractJson(opened)));
  const [base, setBase] = useState(() => kept?.base ?? contractTag(opened));
  const [published, setPublished] = useState(opened);
  const keeper = useDraftKeeper(storageKey(opened.id));
  const unavailable = useUnavailable("Contract.ReadWrite");
  const publish = useUpdateContract();
  const restoring = useUpdateContract();
  const problem = publish.error && problemFrom(publish.error);
  const issuer = authorities.find(({ id }) => id === published.authorityId);
  const overtaken = base !== contractTag(published) || problem?.code === "precondition_failed";
  const unchanged = publish.isSuccess && contractTag(publish.data) === publish.variables.ifMatch;
  const changed = restored || keeper.state !== "untouched";

  function change(next: ContractDraft) {
    if (!publish.isIdle) publish.reset();
    setDraft(next);
    keeper.keep(keptText({ base, draft: next }));
  }
  function discard() {
    publish.reset();
    keeper.forget();
    setRestored(false);
    setBase(contractTag(published));
    setDraft(draftOf(contractJson(published)));
  }

  /** What was published is what there is: the draft is done with. */
  function goOnFrom(next: ContractView) {
    keeper.forget();
    setRestored(false);
    setPublished(next);
    setBase(contractTag(next));
  }
  async function restore({ rules, displays }: VersionContent) {
    const changes = { rules, displays: [...displays] };
    const next = await restoring.mutateAsync({ contractId: published.id, changes, ifMatch: contractTag(published) });
    publish.reset();
    goOnFrom(next);
    setDraft(draftOf(contractJson(next)));
  }

  return (
    <div className="grid gap-6">
      <PageHeader
        breadcrumb={[{ label: "Contracts", href: "/contracts" }]}
        title={published.name}
        badge={
          <>
            <Badge tone="success">Version {published.version}</Badge>
            {issuer?.development && <DevelopmentKeyMark />}
          </>
        }
        apiCalls={<ApiCalls calls={contractCalls(published, draft.json, base)} />}
        actions={
          <>
            <ArchiveContract contract={published} />
            <PublishedJson contract={published} />
            {takesClaims(published) && (
              <PermittedLink permission="Credential.Issue" href={`/issue?contract=${published.id}`}>
                <Send aria-hidden />
                Issue
              </PermittedLink>
            )}
          </>
        }
      />
      {unavailable && <Alert title="You can look around, but not publish">{unavailable}</Alert>}
      {unchanged && (
        <Alert title="There was nothing to publish">The draft says the same as version {published.version}.</Alert>
      )}
      {((publish.isSuccess && !unchanged) || (justPublished && publish.isIdle && !changed)) && (
        <PublishedNotice contract={published} />
      )}
      {overtaken && (
        <DraftConflict
          onTakeTheirs={discard}
          onKeepMine={() => {
            publish.reset();
            setBase(contractTag(published));
          }}
          known={problem?.code !== "precondition_failed"}
          forget={keeper.forget}
        />
      )}
      {problem && problem.code !== "precondition_failed" && (
        <ErrorState title="The contract was not published" error={problem} />
      )}
      <DraftStatus state={keeper.state} restored={restored} onDiscard={discard} />
      <ContractWorkspace
        authorities={authorities}
        value={draft}
        onChange={change}
        problems={problem ? problemsFromFields(problem.fields) : undefined}
        publishing={publish.isPending}
        publishedVersion={published.version}
        versions={
          <Suspense fallback={<Skeleton className="h-48 rounded-xl" />}>
            <VersionsTab contract={published} onRestore={restore} hasDraft={changed} />
          </Suspense>
        }
        onPublish={(contract) => {
          if (unavailable) return;
          publish.mutate(
            { contractId: published.id, changes: contractChanges(contract), ifMatch: base },
            { onSuccess: goOnFrom },
          );
        }}
      />
    </div>
  );
}
