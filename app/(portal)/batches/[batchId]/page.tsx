import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BatchScreen } from "@/components/batch/batch-screen";
import { requireSessionCtx } from "@/lib/auth/session";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";

export const metadata: Metadata = { title: "Batch" };

export default async function BatchPage({ params }: PageProps<"/batches/[batchId]">) {
  const { batchId } = await params;
  if (!isUuid(batchId)) notFound();
  const ctx = await requireSessionCtx();
  const batch = await getBulkIssuance(ctx, { id: batchId }).catch((error: unknown) => {
    if (error instanceof Problem && error.code === "not_found") notFound();
    throw error;
  });
  return <BatchScreen initial={batch} />;
}
