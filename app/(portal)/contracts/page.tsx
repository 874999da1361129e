import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { listContractsCall } from "@/components/contract/contract-calls";
import { ContractList } from "@/components/contract/contract-list";
import { issuerChoice } from "@/components/contract/issuer-choice";
import { ApiCalls } from "@/components/developer/api-calls";
import { PermittedLink } from "@/components/shell/permitted-link";
import { PageHeader } from "@/components/ui/page-header";
import { PORTAL_PAGE } from "@/lib/apis/portal/operations";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { listContracts } from "@/lib/contract/list-contracts";

export const metadata: Metadata = { title: "Contracts" };

export default async function ContractsPage() {
  const ctx = await requireSessionCtx();
  const [contracts, authorities] = await Promise.all([
    listContracts(ctx, { limit: PORTAL_PAGE }),
    listAuthorities(ctx, {}),
  ]);
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Contracts"
        description="What credentials say, where their claims come from and how they look in a wallet."
        apiCalls={
          authorities.items.length > 0 && <ApiCalls calls={authorities.items.slice(0, 1).map(listContractsCall)} />
        }
        actions={
          contracts.items.length > 0 && (
            <PermittedLink permission="Contract.ReadWrite" href="/contracts/new" variant="primary">
              <Plus aria-hidden />
              New contract
            </PermittedLink>
          )
        }
      />
      <ContractList initial={contracts} authorities={authorities.items.map(issuerChoice)} />
    </div>
  );
}
