import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { listAuthoritiesCall } from "@/components/authority/authority-calls";
import { AuthorityList } from "@/components/authority/authority-list";
import { ApiCalls } from "@/components/developer/api-calls";
import { PermittedLink } from "@/components/shell/permitted-link";
import { PageHeader } from "@/components/ui/page-header";
import { PORTAL_PAGE } from "@/lib/apis/portal/operations";
import { requireSessionCtx } from "@/lib/auth/session";
import { listAuthorities } from "@/lib/authority/list-authorities";

export const metadata: Metadata = { title: "Authorities" };

export default async function AuthoritiesPage() {
  const authorities = await listAuthorities(await requireSessionCtx(), { limit: PORTAL_PAGE });
  return (
    <div className="grid gap-8">
      <PageHeader
        title="Authorities"
        description="Who issues: a name, a linked domain with its DID, and a key that signs."
        apiCalls={<ApiCalls calls={[listAuthoritiesCall]} />}
        actions={
          authorities.items.length > 0 && (
            <PermittedLink permission="Authority.ReadWrite" href="/authorities/new" variant="primary">
              <Plus aria-hidden />
              Create an authority
            </PermittedLink>
          )
        }
      />
      <AuthorityList initial={authorities} />
    </div>
  );
}
