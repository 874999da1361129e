import type { Metadata } from "next";
import { takesClaims } from "@/components/contract/takes-claims";
import { IssueScreen } from "@/components/issuance/issue-screen";
import { requireSessionCtx } from "@/lib/auth/session";
import { getAuthority } from "@/lib/authority/get-authority";
import type { Ctx } from "@/lib/context";
import { listContracts } from "@/lib/contract/list-contracts";
import { getIssuance } from "@/lib/issuance/get-issuance";
import type { IssuanceView } from "@/lib/issuance/schema";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";

export const metadata: Metadata = { title: "Issue" };

export default async function IssuePage({ searchParams }: PageProps<"/issue">) {
  const { contract: asked, session } = await searchParams;
  const ctx = await requireSessionCtx();
  const issuance = typeof session === "string" && isUuid(session) ? await knownIssuance(ctx, session) : null;
  const { items } = await listContracts(ctx, {});
  const contracts = items.filter(takesClaims);
  const wanted = [asked, issuance?.contractId];
  const chosen = contracts.find(({ id, publicId }) => wanted.includes(id) || wanted.includes(publicId)) ?? contracts[0];
  return (
    <IssueScreen
      contracts={contracts.map(({ id, name }) => ({ id, name }))}
      contract={chosen ? await issuable(ctx, chosen) : null}
      issuance={issuance}
    />
  );
}

type Contract = Awaited<ReturnType<typeof listContracts>>["items"][number];

async function issuable(ctx: Ctx, { id, name, authorityId, rules, displays, formats, manifestUrl }: Contract) {
  const authority = await getAuthority(ctx, { authorityId });
  const { did, name: authorityName } = authority;
  return { id, name, authorityId, rules, displays, formats, manifestUrl, did, authorityName };
}

/** What the reader may not see, or what is not there, the panel says by itself when it asks. */
async function knownIssuance(ctx: Ctx, id: string): Promise<IssuanceView | null> {
  try {
    return await getIssuance(ctx, { id });
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
