import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { takesClaims } from "@/components/contract/takes-claims";
import { SessionDetail } from "@/components/issuance/session-detail";
import { LiveRefresh } from "@/components/shell/live-refresh";
import { requireSessionCtx } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { getContract } from "@/lib/contract/get-contract";
import { orNotFound } from "@/lib/http/found";
import { getIssuanceSession } from "@/lib/issuance/get-issuance-session";
import type { IssuanceSessionDetail } from "@/lib/issuance/session-schema";
import { isUuid } from "@/lib/kernel/ids";
import { isFinal } from "@/lib/kernel/session-states";

export const metadata: Metadata = { title: "Issuance" };

/** Whether the form can issue by its contract: not by an archived one, nor by those of the Issuer API's catalogue. */
async function isRepeatable(ctx: Ctx, { state, contractId }: IssuanceSessionDetail): Promise<boolean> {
  if (state !== "failed" && state !== "expired") return false;
  const contract = await getContract(ctx, { contractId, withArchived: true });
  return contract.archivedAt === null && takesClaims(contract);
}

export default async function IssuancePage({ params }: PageProps<"/issuances/[issuanceId]">) {
  const ctx = await requireSessionCtx();
  const { issuanceId: id } = await params;
  if (!isUuid(id)) notFound();
  const session = await orNotFound(getIssuanceSession(ctx, { id }));
  return (
    <>
      <SessionDetail session={session} repeatable={await isRepeatable(ctx, session)} />
      {/* A wallet reports back after the end, too, and somebody may send a delivery again. */}
      <LiveRefresh everyMs={isFinal(session.state) ? 10_000 : 1500} />
    </>
  );
}
