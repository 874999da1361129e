import type { Metadata } from "next";
import { AuthorityDetail } from "@/components/authority/authority-detail";
import { requireSessionCtx } from "@/lib/auth/session";
import { getAuthority } from "@/lib/authority/get-authority";
import { orNotFound } from "@/lib/http/found";

export const metadata: Metadata = { title: "Authority" };

export default async function AuthorityPage({ params }: PageProps<"/authorities/[authorityId]">) {
  const ctx = await requireSessionCtx();
  const authority = await orNotFound(getAuthority(ctx, await params));
  return <AuthorityDetail initial={authority} issuerUrl={`${ctx.publicUrl}/oid4vci/${authority.id}`} />;
}
