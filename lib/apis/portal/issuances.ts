import * as z from "zod";
import { operation } from "@/lib/http/operation";
import type { IssuanceView } from "@/lib/issuance/schema";

const params = z.object({ id: z.uuid("There is no such issuance.") });

export const getIssuanceOperation = operation({
  method: "GET",
  path: "/api/portal/issuances/{id}",
  summary: "How an issuance stands",
  params,
  status: 200,
  response: z.custom<IssuanceView>(),
});

export const issuanceEventsOperation = operation({
  method: "GET",
  path: "/api/portal/issuances/{id}/events",
  summary: "How an issuance stands, told again at each change (text/event-stream)",
  params,
  status: 200,
});
