import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { issuerChoice } from "@/components/contract/issuer-choice";
import { NewContractPage } from "@/components/contract/new-contract-page";
import { PermittedLink } from "@/components/shell/permitted-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { listContracts } from "@/lib/contract/list-contracts";

export const metadata: Metadata = { title: "New contract" };

export default async function NewContract({ searchParams }: PageProps<"/contracts/new">) {
  const ctx = await requireSessionCtx();
  const { authority } = await searchParams;
  const [authorities, contracts] = await Promise.all([listAuthorities(ctx, {}), listContracts(ctx, { limit: 1 })]);
  const choices = authorities.items.map(issuerChoice);
  // Issuers of the Issuer API, which may have no domain, come after those that people made here.
  const preferred = authorities.items.find(({ linkedDomainUrl }) => linkedDomainUrl !== null) ?? authorities.items[0];
  const issuer = choices.find(({ id }) => id === authority) ?? choices.find(({ id }) => id === preferred?.id);
  if (!issuer) return <NoIssuer />;
  return <NewContractPage authorities={choices} issuer={issuer} isFirst={contracts.items.length === 0} />;
}

const NoIssuer = () => (
  <div className="grid gap-8">
    <PageHeader breadcrumb={[{ label: "Contracts", href: "/contracts" }]} title="New contract" />
    <EmptyState
      icon={<Building2 />}
      title="First, somebody has to issue it"
      action={
        <PermittedLink permission="Authority.ReadWrite" href="/authorities/new" variant="primary">
          Create an authority
        </PermittedLink>
      }
    >
      A contract belongs to an authority: the name, the domain and the key behind the credential. Creating one takes one
      click, and leads back here.
    </EmptyState>
  </div>
);
