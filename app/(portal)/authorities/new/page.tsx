import type { Metadata } from "next";
import { AuthorityForm } from "@/components/authority/authority-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession, requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { keyBackends } from "@/lib/signing-key/key-backends";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";
import { DEFAULT_TENANT } from "@/lib/tenant/find-tenant-by-name";
import { UNNAMED_ORGANISATION } from "@/lib/tenant/organisation-name";

export const metadata: Metadata = { title: "Create an authority" };

export default async function NewAuthorityPage() {
  const ctx = await requireSessionCtx();
  const [{ tenantName }, authorities, keys] = await Promise.all([
    requireSession(),
    listAuthorities(ctx, { limit: 1 }),
    listSigningKeys(ctx, { limit: 200 }),
  ]);
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Authorities", href: "/authorities" }]}
        title="Create an authority"
        description="Everything is filled in for a first try. Change what you like."
      />
      <AuthorityForm
        suggestedName={tenantName === DEFAULT_TENANT ? UNNAMED_ORGANISATION : tenantName}
        origin={ctx.publicUrl}
        keys={keys.items.filter((key) => key.state === "enabled")}
        backends={keyBackends(ctx)}
        isFirst={authorities.items.length === 0}
      />
    </div>
  );
}
