"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { NoContract } from "@/components/contract/no-contract";
import { ApiCalls } from "@/components/developer/api-calls";
import { issuanceCall, type RequestableContract } from "@/components/issuance/issuance-calls";
import { type IssueDraft, sampleDraft } from "@/components/issuance/issue-draft";
import { IssueForm } from "@/components/issuance/issue-form";
import { OfferPanel } from "@/components/issuance/offer-panel";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import type { IssuanceView } from "@/lib/issuance/schema";

export interface ContractChoice {
  id: string;
  name: string;
}

interface Props {
  contracts: readonly ContractChoice[];
  /** The chosen one. */
  contract: RequestableContract | null;
  /** The issuance that the address names. */
  issuance: IssuanceView | null;
}

/** Fill in, offer, watch. The open offer stands in the address, so that it survives a reload. */
export function IssueScreen({ contracts, contract, issuance }: Props) {
  const [choosing, startChoosing] = useTransition();
  const [{ session }, setPlace] = useQueryStates({ contract: parseAsString, session: parseAsString });
  const [drafts, setDrafts] = useState<Record<string, IssueDraft>>({});
  const [offered, setOffered] = useState<{ session: string; code: string | null }>();

  return (
    <div className="grid gap-8">
      <PageHeader
        title="Issue a credential"
        description="Make an offer that one wallet can take up, and watch it being claimed."
        actions={
          contract && (
            <>
              <ButtonLink href={`/batches/new?contract=${contract.id}`}>Issue to many</ButtonLink>
              <ButtonLink href={`/issue/api?contract=${contract.id}`}>Issue by API</ButtonLink>
            </>
          )
        }
        apiCalls={
          contract && <ApiCalls calls={[issuanceCall(contract, drafts[contract.id] ?? sampleDraft(contract))]} />
        }
      />
      {contract === null && (
        <NoContract>
          A contract says what the card looks like and which claims it carries. There is none yet that takes its claims
          from a form.
        </NoContract>
      )}
      {contract !== null && session !== null && (
        <OfferPanel
          key={session}
          id={session}
          initial={issuance?.id === session ? issuance : undefined}
          transactionCode={offered?.session === session ? offered.code : null}
          onNew={() => setPlace({ session: null, contract: contract.id }, { history: "push" })}
        />
      )}
      {contract !== null && session === null && (
        <IssueForm
          key={contract.id}
          contracts={contracts}
          contract={contract}
          choosing={choosing}
          onChoose={(id) =>
            setPlace({ contract: id }, { shallow: false, history: "replace", startTransition: startChoosing })
          }
          draft={drafts[contract.id] ?? sampleDraft(contract)}
          onChange={(draft) => setDrafts((known) => ({ ...known, [contract.id]: draft }))}
          onOffered={(id, code) => {
            setOffered({ session: id, code });
            setPlace({ session: id, contract: contract.id }, { history: "push" });
          }}
        />
      )}
    </div>
  );
}
