import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { listAuthoritiesCall } from "@/components/authority/authority-calls";
import { listContractsCall } from "@/components/contract/contract-calls";
import { ContractList } from "@/components/contract/contract-list";
import { issuerChoice } from "@/components/contract/issuer-choice";
import { ApiCalls } from "@/components/developer/api-calls";
import { PermittedLink } from "@/components/shell/permitted-link";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { PORTAL_PAGE } from "@/lib/apis/portal/operations";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { listContracts } from "@/lib/contract/list-contracts";

export const metadata: Metadata = { title: "Contracts" };

export default async function ContractsPage({ searchParams }: PageProps<"/contracts">) {
  const ctx = await requireSessionCtx();
  const archived = (await searchParams).show === "archived";
  const [contracts, authorities, archive] = await Promise.all([
    listContracts(ctx, { limit: PORTAL_PAGE, archived: archived ? "only" : "hidden" }),
    listAuthorities(ctx, {}),
    listContracts(ctx, { limit: 1, archived: "only" }),
  ]);
  const [first] = authorities.items;
  return (
    <div className="grid gap-8">
      <PageHeader
        title={archived ? "Archived contracts" : "Contracts"}
        breadcrumb={archived ? [{ label: "Contracts", href: "/contracts" }] : undefined}
        description="What credentials say, where their claims come from and how they look in a wallet."
        apiCalls={<ApiCalls calls={first ? [listContractsCall(first)] : [listAuthoritiesCall]} />}
        actions={
          contracts.items.length > 0 &&
          !archived && (
            <PermittedLink permission="Contract.ReadWrite" href="/contracts/new" variant="primary">
              <Plus aria-hidden />
              New contract
            </PermittedLink>
          )
        }
      />
      <ContractList
        key={archived ? "archived" : "in use"}
        initial={contracts}
        archived={archived}
        authorities={authorities.items.map(issuerChoice)}
      />
      {!archived && archive.items.length > 0 && (
        <p>
          <TextLink href="/contracts?show=archived">Show archived contracts</TextLink>
        </p>
      )}
    </div>
  );
}
