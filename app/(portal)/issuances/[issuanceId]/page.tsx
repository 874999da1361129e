import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SessionDetail } from "@/components/issuance/session-detail";
import { LiveRefresh } from "@/components/shell/live-refresh";
import { requireSessionCtx } from "@/lib/auth/session";
import { orNotFound } from "@/lib/http/found";
import { getIssuanceSession } from "@/lib/issuance/get-issuance-session";
import { isUuid } from "@/lib/kernel/ids";
import { isFinal } from "@/lib/kernel/session-states";

export const metadata: Metadata = { title: "Issuance" };

export default async function IssuancePage({ params }: PageProps<"/issuances/[issuanceId]">) {
  const ctx = await requireSessionCtx();
  const { issuanceId: id } = await params;
  if (!isUuid(id)) notFound();
  const session = await orNotFound(getIssuanceSession(ctx, { id }));
  return (
    <>
      <SessionDetail session={session} />
      {/* A wallet reports back after the end, too, and somebody may send a delivery again. */}
      <LiveRefresh everyMs={isFinal(session.state) ? 10_000 : 1500} />
    </>
  );
}
