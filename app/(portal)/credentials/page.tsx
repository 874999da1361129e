import type { Metadata } from "next";
import { CredentialsScreen, type SearchableContract } from "@/components/credential/credentials-screen";
import { claimInputs } from "@/components/issuance/issue-draft";
import { requireSessionCtx } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { listContracts } from "@/lib/contract/list-contracts";
import type { ContractView } from "@/lib/contract/schema";
import { findCredentials } from "@/lib/credential/find-credentials";
import { listCredentials } from "@/lib/credential/list-credentials";
import type { CredentialView } from "@/lib/credential/schema";
import { credentialIdFromUrn } from "@/lib/kernel/ids";
import { TTL_SECONDS } from "@/lib/status-list/lifetime";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage({ searchParams }: PageProps<"/credentials">) {
  const { contract, credential } = await searchParams;
  const ctx = await requireSessionCtx();
  const { items } = await listContracts(ctx, { archived: "shown" });
  const contractId = items.find(({ id }) => id === contract)?.id ?? null;
  const [page, opened] = await Promise.all([
    listCredentials(ctx, { contractId: contractId ?? undefined }),
    openedCredential(ctx, credential),
  ]);
  return (
    <CredentialsScreen
      contracts={items.map(searchable)}
      initial={{ contractId, page, credential: opened }}
      statusTtlSeconds={TTL_SECONDS}
    />
  );
}

const searchable = (contract: ContractView): SearchableContract => ({
  id: contract.id,
  publicId: contract.publicId,
  authorityId: contract.authorityId,
  name: contract.name,
  indexedLabel: claimInputs(contract).find(({ indexed }) => indexed)?.label ?? null,
});

async function openedCredential(ctx: Ctx, urn: string | string[] | undefined): Promise<CredentialView | null> {
  if (typeof urn !== "string" || credentialIdFromUrn(urn) === null) return null;
  const [found] = await findCredentials(ctx, { text: urn });
  return found ?? null;
}
