"use client";

import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { listAuthoritiesCall } from "@/components/authority/authority-calls";
import { listCredentialsCall, searchCall } from "@/components/credential/credential-calls";
import { CredentialList } from "@/components/credential/credential-list";
import { FindCredential } from "@/components/credential/find-credential";
import { FoundCredentials } from "@/components/credential/found-credentials";
import { useIndexHash } from "@/components/credential/use-index-hash";
import { ApiCalls } from "@/components/developer/api-calls";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import type { CredentialPage, CredentialView, FindCredentials } from "@/lib/credential/schema";

// It brings revoking along, and most visits only look at the list.
const CredentialSheet = dynamic(() =>
  import("@/components/credential/credential-sheet").then((module) => module.CredentialSheet),
);

const BulkProgress = dynamic(() =>
  import("@/components/credential/bulk-progress").then((module) => module.BulkProgress),
);

export interface SearchableContract {
  id: string;
  publicId: string;
  authorityId: string;
  name: string;
  /** Label of the claim by whose value its credentials can be found; null without one. */
  indexedLabel: string | null;
}

interface Props {
  contracts: readonly SearchableContract[];
  /** What the address asks for, as it was when the page was made. */
  initial: { contractId: string | null; page: CredentialPage; credential: CredentialView | null };
  /** How long a verifier may go on with the status list it has. */
  statusTtlSeconds: number;
}

/** Find, look at, revoke. What is looked for never stands in the address; which credential is open does. */
export function CredentialsScreen({ contracts, initial, statusTtlSeconds }: Props) {
  const [{ contract, credential, bulk }, setPlace] = useQueryStates({
    contract: parseAsString,
    credential: parseAsString,
    bulk: parseAsString,
  });
  const chosen = contracts.find(({ id }) => id === contract) ?? null;
  const contractId = chosen?.id ?? null;
  const [search, setSearch] = useState<FindCredentials | null>(null);
  const asked = chosen ?? contracts.find(({ indexedLabel }) => indexedLabel) ?? contracts[0];
  const hash = useIndexHash(asked?.publicId, search?.text);
  const open = (id: string) => setPlace({ credential: id }, { history: "push" });
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Credentials"
        description="What wallets have got. The claims are not kept here, only the facts."
        apiCalls={
          <ApiCalls calls={asked ? [searchCall(asked, hash), listCredentialsCall(asked)] : [listAuthoritiesCall]} />
        }
        actions={
          <ButtonLink href="/issue">
            <Send aria-hidden />
            Issue
          </ButtonLink>
        }
      />
      <FindCredential
        contracts={contracts}
        contractId={contractId}
        onContract={(id) => {
          setSearch(null);
          setPlace({ contract: id, bulk: null });
        }}
        onFind={setSearch}
      />
      {contractId !== null && bulk !== null && (
        <BulkProgress key={bulk} contractId={contractId} id={bulk} onClose={() => setPlace({ bulk: null })} />
      )}
      {search ? (
        <FoundCredentials search={search} onOpen={open} onEnd={() => setSearch(null)} />
      ) : (
        <CredentialList
          key={contractId}
          contract={chosen}
          initial={contractId === initial.contractId ? initial.page : undefined}
          onOpen={open}
          onBulk={(id) => setPlace({ bulk: id })}
        />
      )}
      {credential !== null && (
        <CredentialSheet
          key={credential}
          id={credential}
          initial={initial.credential?.urn === credential ? initial.credential : undefined}
          statusTtlSeconds={statusTtlSeconds}
          onClose={() => setPlace({ credential: null })}
        />
      )}
    </div>
  );
}
