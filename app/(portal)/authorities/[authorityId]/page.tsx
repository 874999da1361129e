import type { Metadata } from "next";
import { cache } from "react";
import { AuthorityDetail } from "@/components/authority/authority-detail";
import { requireSessionCtx } from "@/lib/auth/session";
import { getAuthority } from "@/lib/authority/get-authority";
import { rootUrl } from "@/lib/certificate/authority-names";
import { publishedRoots } from "@/lib/certificate/published";
import { orNotFound } from "@/lib/http/found";
import { getOrganisationSettings } from "@/lib/tenant/get-organisation-settings";

/** Once for the page and its title. */
const load = cache(async (authorityId: string) => orNotFound(getAuthority(await requireSessionCtx(), { authorityId })));

export async function generateMetadata({ params }: PageProps<"/authorities/[authorityId]">): Promise<Metadata> {
  return { title: (await load((await params).authorityId)).name };
}

export default async function AuthorityPage({ params }: PageProps<"/authorities/[authorityId]">) {
  const ctx = await requireSessionCtx();
  const authority = await load((await params).authorityId);
  const { webAuthorityDeletionAllowed } = await getOrganisationSettings(ctx, undefined);
  const issuerUrl = `${ctx.publicUrl}/oid4vci/${authority.id}`;
  const rootsUrl = (await publishedRoots(ctx, authority.id)) === null ? null : rootUrl(ctx, authority.id);
  return (
    <AuthorityDetail
      initial={authority}
      issuerUrl={issuerUrl}
      rootsUrl={rootsUrl}
      deletable={webAuthorityDeletionAllowed}
    />
  );
}
