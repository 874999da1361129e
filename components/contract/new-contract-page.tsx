"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { createContractCall } from "@/components/contract/contract-calls";
import { ContractWorkspace } from "@/components/contract/contract-workspace";
import { type ContractDraft, draftOf, problemsFromFields } from "@/components/contract/draft/contract-draft";
import { textAt } from "@/components/contract/draft/json-path";
import { DraftStatus } from "@/components/contract/draft-status";
import type { IssuerChoice } from "@/components/contract/issuer-choice";
import { keptText, readKept } from "@/components/contract/kept-draft";
import { StarterDialog } from "@/components/contract/starter-dialog";
import { blankDraft, starterDraft, withKnownAuthority } from "@/components/contract/starter-draft";
import { type Starter, starters } from "@/components/contract/starters/starters";
import { useDraftKeeper } from "@/components/contract/use-draft-keeper";
import { useCreateContract } from "@/components/contract/use-publish-contract";
import { useStoredText } from "@/components/contract/use-stored-text";
import { ApiCalls } from "@/components/developer/api-calls";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
import { Alert } from "@/components/ui/alert";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { problemFrom } from "@/lib/client/action-problem";

interface NewContractPageProps {
  authorities: readonly IssuerChoice[];
  /** The authority chosen beforehand. */
  issuer: IssuerChoice;
  /** The tenant's first contract leads straight on to its first credential. */
  isFirst: boolean;
}

const STORAGE_KEY = "contract-draft:new";

/** Begins with the draft that waits in this browser, else with the first starter. */
export function NewContractPage(props: NewContractPageProps) {
  const stored = useStoredText(STORAGE_KEY);
  return <NewContract key={stored === null ? "fresh" : "kept"} stored={stored} {...props} />;
}

const draftFrom = (starter: Starter | null | undefined, issuer: IssuerChoice): ContractDraft =>
  draftOf(starter ? starterDraft(starter, issuer) : blankDraft(issuer));

function NewContract({ stored, authorities, issuer, isFirst }: NewContractPageProps & { stored: string | null }) {
  const [kept] = useState(() => readKept(stored));
  const [starter, setStarter] = useState<string | null>(() => (kept ? null : (starters[0]?.id ?? null)));
  const [restored, setRestored] = useState(kept !== null);
  const [draft, setDraft] = useState<ContractDraft>(() =>
    kept
      ? { ...kept.draft, json: withKnownAuthority(kept.draft.json, authorities, issuer) }
      : draftFrom(starters[0], issuer),
  );
  const keeper = useDraftKeeper(STORAGE_KEY);
  const unavailable = useUnavailable("Contract.ReadWrite");
  const router = useRouter();
  const publish = useCreateContract();
  const problem = publish.error && problemFrom(publish.error);
  const issuing = authorities.find(({ id }) => id === textAt(draft.json, ["authorityId"])) ?? issuer;

  function change(next: ContractDraft) {
    if (publish.isError) publish.reset();
    setDraft(next);
    keeper.keep(keptText({ base: null, draft: next }));
  }
  function begin(next: Starter | null | undefined) {
    publish.reset();
    keeper.forget();
    setRestored(false);
    setStarter(next?.id ?? null);
    setDraft(draftFrom(next, issuing));
  }

  return (
    <div className="grid gap-6">
      <PageHeader
        breadcrumb={[{ label: "Contracts", href: "/contracts" }]}
        title="New contract"
        description="Ready to publish as it is. Change what you like, the card follows."
        badge={issuing.development && <DevelopmentKeyMark />}
        apiCalls={<ApiCalls calls={[createContractCall(draft.json)]} />}
        actions={
          <StarterDialog
            key={starter}
            current={starter}
            replaces={restored || keeper.state !== "untouched"}
            onChoose={begin}
          />
        }
      />
      {unavailable && <Alert title="You can look around, but not publish">{unavailable}</Alert>}
      {problem && <ErrorState title="The contract was not published" error={problem} />}
      <DraftStatus state={keeper.state} restored={restored} onDiscard={() => begin(starters[0])} />
      <ContractWorkspace
        authorities={authorities}
        value={draft}
        onChange={change}
        problems={problem ? problemsFromFields(problem.fields) : undefined}
        publishing={publish.isPending || publish.isSuccess}
        publishedVersion={null}
        onPublish={(contract) => {
          if (unavailable) return;
          publish.mutate(contract, {
            onSuccess: ({ id }) => {
              keeper.forget();
              router.push((isFirst ? `/issue?contract=${id}` : `/contracts/${id}?published=1`) as Route);
            },
          });
        }}
      />
    </div>
  );
}
