import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { requireSessionCtx } from "@/lib/auth/session";
import { getOverview } from "@/lib/tenant/get-overview";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  return <Overview initial={await getOverview(await requireSessionCtx(), {})} />;
}
