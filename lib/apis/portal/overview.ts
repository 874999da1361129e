import { operation } from "@/lib/http/operation";
import { OverviewData } from "@/lib/tenant/schema";

export const getOverviewOperation = operation({
  method: "GET",
  path: "/api/portal/overview",
  summary: "What the first page shows",
  status: 200,
  response: OverviewData,
});
