import type { Metadata } from "next";
import { cache } from "react";
import { ArchivedContractPage } from "@/components/contract/archived-contract-page";
import { EditContractPage } from "@/components/contract/edit-contract-page";
import { issuerChoice } from "@/components/contract/issuer-choice";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { getContract } from "@/lib/contract/get-contract";
import { orNotFound } from "@/lib/http/found";

/** Once for the page and its title. */
const load = cache(async (contractId: string) =>
  orNotFound(getContract(await requireSessionCtx(), { contractId, withArchived: true })),
);

export async function generateMetadata({ params }: PageProps<"/contracts/[contractId]">): Promise<Metadata> {
  return { title: (await load((await params).contractId)).name };
}

export default async function ContractPage({ params, searchParams }: PageProps<"/contracts/[contractId]">) {
  const ctx = await requireSessionCtx();
  const contract = await load((await params).contractId);
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
