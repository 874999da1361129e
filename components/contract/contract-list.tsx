"use client";

import { Archive, PenTool } from "lucide-react";
import type { IssuerChoice } from "@/components/contract/issuer-choice";
import { contractDocuments } from "@/components/contract/preview/contract-documents";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { defaultUser, resolveCard } from "@/components/contract/preview/registry";
import { takesClaims } from "@/components/contract/takes-claims";
import { PagedList } from "@/components/shell/paged-list";
import { PermittedLink } from "@/components/shell/permitted-link";
import { DevelopmentKeyMark } from "@/components/signing-key/key-badges";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import { usePages } from "@/lib/client/use-pages";
import type { ContractView } from "@/lib/contract/schema";
import type { Page } from "@/lib/kernel/page";

interface ContractListProps {
  initial: Page<ContractView>;
  archived: boolean;
  authorities: readonly IssuerChoice[];
}

export function ContractList({ initial, archived, authorities }: ContractListProps) {
  const path = archived ? "/api/portal/contracts?archived=1" : "/api/portal/contracts";
  const contracts = usePages(path, ["contracts", "list", archived ? "archived" : "in use"], initial);
  return (
    <PagedList list={contracts} empty={archived ? <NoneArchived /> : <NoContracts />} more="Show more contracts">
      {(items) => (
        <ul className="grid gap-6 sm:grid-cols-2 xl:grid-cols-3" aria-label="Contracts">
          {items.map((contract) => (
            <li key={contract.id}>
              <ContractCard contract={contract} issuer={authorities.find(({ id }) => id === contract.authorityId)} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function ContractCard({ contract, issuer }: { contract: ContractView; issuer: IssuerChoice | undefined }) {
  const documents = contractDocuments(contract, {
    authorityName: issuer?.name ?? "",
    user: defaultUser,
    sample: "typical",
  });
  return (
    <Card className="grid h-full content-start gap-4 p-5">
      <CredentialCard view={resolveCard("generic", documents)} className="mx-auto" />
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <h2 className="min-w-0 flex-1 font-semibold text-base">
          <TextLink href={`/contracts/${contract.id}`} className="no-underline hover:underline">
            {contract.name}
          </TextLink>
          {contract.configurationId && (
            <span className="block font-mono font-normal text-muted-foreground text-xs [overflow-wrap:anywhere]">
              {contract.configurationId}
            </span>
          )}
        </h2>
        <Badge>{contract.archivedAt === null ? `Version ${contract.version}` : "Archived"}</Badge>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-muted-foreground">
        <span>{issuer?.name ?? "Unknown authority"}</span>
        {issuer?.development && <DevelopmentKeyMark />}
      </div>
      <div className="mt-auto flex items-center justify-between gap-3">
        <span className="text-[0.8125rem] text-muted-foreground">
          {contract.archivedAt === null ? "Changed" : "Archived"}{" "}
          <RelativeTime at={contract.archivedAt ?? contract.updatedAt} />
        </span>
        {contract.archivedAt === null && takesClaims(contract) && (
          <PermittedLink
            permission="Credential.Issue"
            href={`/issue?contract=${contract.id}`}
            size="sm"
            aria-label={`Issue ${contract.name}`}
          >
            Issue
          </PermittedLink>
        )}
      </div>
    </Card>
  );
}

const NoneArchived = () => (
  <EmptyState icon={<Archive />} title="No contract is archived">
    A contract that you archive issues nothing more. What it issued stays valid, and you find it here.
  </EmptyState>
);

const NoContracts = () => (
  <EmptyState
    icon={<PenTool />}
    title="No contract yet"
    action={
      <PermittedLink permission="Contract.ReadWrite" href="/contracts/new" variant="primary">
        Design a contract
      </PermittedLink>
    }
  >
    A contract is what a credential says and how it looks in a wallet. You begin with a starter such as a staff badge
    and see the card while you change it.
  </EmptyState>
);
