import type { Metadata } from "next";
import { BatchList } from "@/components/batch/batch-list";
import { PermittedLink } from "@/components/shell/permitted-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { listBulkIssuances } from "@/lib/bulk-issuance/list-bulk-issuances";

export const metadata: Metadata = { title: "Batches" };

export default async function BatchesPage() {
  const ctx = await requireSessionCtx();
  // Their rows are personal data: whoever does not issue is shown none.
  const mayIssue = ctx.actor.permissions.includes("Credential.Issue");
  const initial = mayIssue ? await listBulkIssuances(ctx, {}) : { items: [], nextCursor: null };
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Batches"
        description="Offers to many people at once, from the rows of a file."
        actions={
          <PermittedLink permission="Credential.Issue" href="/batches/new" variant="primary">
            Issue to many
          </PermittedLink>
        }
      />
      <BatchList initial={initial} />
    </div>
  );
}
