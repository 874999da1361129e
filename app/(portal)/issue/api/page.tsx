import type { Metadata } from "next";
import { NoContract } from "@/components/contract/no-contract";
import { takesClaims } from "@/components/contract/takes-claims";
import { ApiIssueScreen } from "@/components/issuance/api-issue-screen";
import { PageHeader } from "@/components/ui/page-header";
import { requireSessionCtx } from "@/lib/auth/session";
import { getAuthority } from "@/lib/authority/get-authority";
import { listContracts } from "@/lib/contract/list-contracts";

export const metadata: Metadata = { title: "Issue by API" };

export default async function ApiIssuePage({ searchParams }: PageProps<"/issue/api">) {
  const { contract: asked } = await searchParams;
  const ctx = await requireSessionCtx();
  const { items } = await listContracts(ctx, {});
  const contracts = items.filter(takesClaims);
  const chosen = contracts.find(({ id, publicId }) => asked === id || asked === publicId) ?? contracts[0];
  const authority = chosen && (await getAuthority(ctx, { authorityId: chosen.authorityId }));
  const [key] = authority?.keys ?? [];
  return (
    <div className="grid gap-8">
      <PageHeader
        breadcrumb={[{ label: "Issue", href: "/issue" }]}
        title="Issue by API"
        description="The request that a program of yours would send, to try and to take along."
      />
      {chosen && authority && key ? (
        <ApiIssueScreen
          key={chosen.id}
          contracts={contracts.map(({ id, name }) => ({ id, name }))}
          contract={{
            id: chosen.id,
            name: chosen.name,
            authorityId: chosen.authorityId,
            rules: chosen.rules,
            displays: chosen.displays,
            formats: chosen.formats,
            manifestUrl: chosen.manifestUrl,
            did: authority.did,
            authorityName: authority.name,
            key: { backend: key.backend, id: key.signingKeyId },
          }}
        />
      ) : (
        <NoContract>A request names a contract. There is none yet that takes its claims from a request.</NoContract>
      )}
    </div>
  );
}
