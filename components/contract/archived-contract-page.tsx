"use client";

import { contractDocuments } from "@/components/contract/preview/contract-documents";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { defaultUser, resolveCard } from "@/components/contract/preview/registry";
import { PublishedJson } from "@/components/contract/published-json";
import { VersionsTab } from "@/components/contract/versions/versions-tab";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ContractView } from "@/lib/contract/schema";

interface Props {
  contract: ContractView & { readonly archivedAt: string };
  authorityName: string;
}

/** What is left of a contract that issues no more: how it looked, what it said, and what it issued. */
export function ArchivedContractPage({ contract, authorityName }: Props) {
  const documents = contractDocuments(contract, { authorityName, user: defaultUser, sample: "typical" });
  return (
    <div className="grid gap-6">
      <PageHeader
        breadcrumb={[{ label: "Contracts", href: "/contracts" }]}
        title={contract.name}
        badge={<Badge>Archived</Badge>}
        actions={
          <>
            <PublishedJson contract={contract} />
            <ButtonLink href={`/credentials?contract=${contract.id}`}>Its credentials</ButtonLink>
          </>
        }
      />
      <Alert title="Nothing more is issued by this contract">
        It was archived <RelativeTime at={contract.archivedAt} />. What people have got of it stays valid until it runs
        out or you revoke it.
      </Alert>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <VersionsTab contract={contract} />
        <CredentialCard view={resolveCard("generic", documents)} className="mx-auto" />
      </div>
    </div>
  );
}
