import * as z from "zod";
import { Paging } from "@/lib/apis/admin/paging";
import type { TransactionView } from "@/lib/issuance/schema";
import { invalidField } from "@/lib/kernel/errors";
import { sessionStates } from "@/lib/kernel/session-states";

/** Ours: how each offer of an authority went. Presentations are not asked for here, so there are none. */
export const Transaction = z
  .object({
    id: z.uuid().meta({ description: "The requestId of createIssuanceRequest." }),
    type: z.literal("issuance"),
    status: z.enum(sessionStates),
    contractId: z.string(),
    contractName: z.string(),
    format: z.string(),
    clientName: z.string().nullable(),
    credentialIds: z.array(z.string()),
    createdAt: z.iso.datetime(),
    openedAt: z.iso.datetime().nullable(),
    redeemedAt: z.iso.datetime().nullable(),
    issuedAt: z.iso.datetime().nullable(),
    completedAt: z.iso.datetime().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: "Transaction" });

export const presentTransaction = ({ endedAt, ...view }: TransactionView): z.infer<typeof Transaction> => ({
  id: view.id,
  type: "issuance",
  status: view.state,
  contractId: view.contractPublicId,
  contractName: view.contractName,
  format: view.format,
  clientName: view.clientName,
  credentialIds: view.credentialIds,
  createdAt: view.createdAt,
  openedAt: view.openedAt,
  redeemedAt: view.redeemedAt,
  issuedAt: view.issuedAt,
  completedAt: endedAt ?? view.issuedAt,
  error: view.failure,
});

const MOMENT = "a day (2026-01-31) or a moment (2026-01-31T08:00:00Z)";

export const TransactionQuery = z.object({
  from: z.string().optional().describe(`Offers made from here on: ${MOMENT}.`),
  to: z.string().optional().describe(`Offers made until then: the whole of a day, or before a moment.`),
  top: Paging.shape.top.meta({ type: "integer", description: "Items per page: 50 without it." }),
  skiptoken: Paging.shape.skiptoken,
});

const DAY_MS = 86_400_000;

/** From the first moment on, to before the second: a day is meant whole. */
export function timeIn(request: Request): { from?: Date; until?: Date } {
  const asked = new URL(request.url).searchParams;
  const [from, to] = [readMoment(asked, "from"), readMoment(asked, "to")];
  return {
    ...(from && { from: from.at }),
    ...(to && { until: to.day ? new Date(to.at.getTime() + DAY_MS) : to.at }),
  };
}

function readMoment(asked: URLSearchParams, name: string): { at: Date; day: boolean } | null {
  const text = asked.get(name);
  if (text === null) return null;
  const day = z.iso.date().safeParse(text).success;
  if (!day && !z.iso.datetime({ offset: true }).safeParse(text).success) throw invalidField(name, `Give ${MOMENT}.`);
  return { at: new Date(text), day };
}
