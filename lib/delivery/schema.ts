import * as z from "zod";

const deliveryKinds = ["callback", "webhook"] as const;
const deliveryOutcomes = ["confirmed", "refused"] as const;

/** Deliveries that can be sent again by one request. */
const REPLAYED_MAX = 100;

/** What a list of deliveries is narrowed to. */
export const ListDeliveries = z.strictObject({
  kind: z.enum(deliveryKinds).optional(),
  outcome: z.enum(deliveryOutcomes).optional(),
  event: z.string().max(100).optional(),
  sessionId: z.uuid("There is no such issuance.").optional(),
  webhookId: z.uuid("There is no such webhook.").optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

export const DeliveryRef = z.strictObject({ id: z.uuid("There is no such delivery.") });

export const ReplayDeliveries = z.strictObject({
  ids: z
    .array(z.uuid("There is no such delivery."))
    .min(1, "Name at least one delivery.")
    .max(REPLAYED_MAX, `Send ${REPLAYED_MAX} again at a time.`),
});

/** One attempt to tell somebody of an event. Times are RFC 3339 in UTC. */
export interface DeliveryView {
  id: string;
  kind: (typeof deliveryKinds)[number];
  event: string;
  /** The receiver's `webhook-id`: the same for each attempt; null for what was sent before it was kept. */
  eventId: string | null;
  sessionId: string | null;
  webhookId: string | null;
  webhookName: string | null;
  outcome: (typeof deliveryOutcomes)[number];
  httpStatus: number | null;
  /** Why there was no answer, as the way out names it. */
  cause: string | null;
  durationMs: number;
  attempt: number;
  /** The delivery that this one repeats because somebody asked for it. */
  replayOf: string | null;
  /** Null when the request was not kept. Values in it that may be secret are left out. */
  address: string | null;
  /** Why it cannot be sent again; null when it can. */
  notReplayable: "notKept" | "shortened" | null;
  createdAt: string;
}

export interface DeliveryDetail extends DeliveryView {
  /** As it was sent, but without a credential or claims; null when it was not kept. */
  body: string | null;
  /** Names of the receiver's own headers that were sent along. */
  headerNames: string[];
}

export interface ReplayOutcome {
  queued: number;
  /** Those whose body was not kept whole. */
  skipped: number;
}
