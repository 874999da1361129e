import type { Metadata } from "next";
import { NewBatchScreen } from "@/components/batch/new-batch-screen";
import { takesClaims } from "@/components/contract/takes-claims";
import { requireSessionCtx } from "@/lib/auth/session";
import { listContracts } from "@/lib/contract/list-contracts";

export const metadata: Metadata = { title: "Issue to many" };

export default async function NewBatchPage({ searchParams }: PageProps<"/batches/new">) {
  const { contract: asked } = await searchParams;
  const { items } = await listContracts(await requireSessionCtx(), {});
  const contracts = items.filter(takesClaims);
  const chosen = contracts.find(({ id, publicId }) => asked === id || asked === publicId) ?? contracts[0];
  return (
    <NewBatchScreen
      key={chosen?.id}
      contracts={contracts.map(({ id, name }) => ({ id, name }))}
      contract={
        chosen
          ? {
              id: chosen.id,
              name: chosen.name,
              authorityId: chosen.authorityId,
              rules: chosen.rules,
              displays: chosen.displays,
              formats: chosen.formats,
            }
          : null
      }
    />
  );
}
