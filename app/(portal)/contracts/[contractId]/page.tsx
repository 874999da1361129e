import type { Metadata } from "next";
import { ArchivedContractPage } from "@/components/contract/archived-contract-page";
import { EditContractPage } from "@/components/contract/edit-contract-page";
import { issuerChoice } from "@/components/contract/issuer-choice";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { getContract } from "@/lib/contract/get-contract";
import { orNotFound } from "@/lib/http/found";

export const metadata: Metadata = { title: "Contract" };

export default async function ContractPage({ params, searchParams }: PageProps<"/contracts/[contractId]">) {
  const ctx = await requireSessionCtx();
  const contract = await orNotFound(getContract(ctx, { ...(await params), withArchived: true }));
  const authorities = await listAuthorities(ctx, {});
  const { archivedAt } = contract;
  if (archivedAt !== null) {
    const issuer = authorities.items.find(({ id }) => id === contract.authorityId);
    return <ArchivedContractPage contract={{ ...contract, archivedAt }} authorityName={issuer?.name ?? ""} />;
  }
  const { published } = await searchParams;
  return (
    <EditContractPage
      key={contract.id}
      contract={contract}
      authorities={authorities.items.map(issuerChoice)}
      justPublished={published === "1"}
    />
  );
}
