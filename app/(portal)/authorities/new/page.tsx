import type { Metadata } from "next";
import { AuthorityForm } from "@/components/authority/authority-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession, requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { keyBackends } from "@/lib/signing-key/key-backends";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";

export const metadata: Metadata = { title: "Create an authority" };

/** The name that a tenant has when nobody gave it one. */
const UNNAMED_TENANT = "default";

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
        suggestedName={tenantName === UNNAMED_TENANT ? "My organisation" : tenantName}
        origin={ctx.publicUrl}
        keys={keys.items.filter((key) => key.state === "enabled")}
        backends={keyBackends(ctx)}
        isFirst={authorities.items.length === 0}
      />
    </div>
  );
}
