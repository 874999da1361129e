import * as z from "zod";
import { webhookEvents } from "@/lib/kernel/webhook-events";

export const WebhookEvent = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** What a test sends. */
export const TEST_EVENT = "webhook.test";

/** More of them would not be looked after. */
export const WEBHOOKS_MAX = 20;

const Name = z.string().trim().normalize("NFC").min(1, "Give the webhook a name.").max(80);
const Address = z.string().trim().min(1, "Give the address to be told.").max(2000);
const Events = z
  .array(WebhookEvent)
  .min(1, "Choose at least one event.")
  .transform((events) => [...new Set(events)]);

export const NewWebhook = z.strictObject({ name: Name, url: Address, events: Events });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookRef = z.strictObject({ id: z.uuid("There is no such webhook.") });

/** What is given replaces what is there. */
export const UpdateWebhook = WebhookRef.extend({
  name: Name.optional(),
  url: Address.optional(),
  events: Events.optional(),
  enabled: z.boolean().optional(),
});

/** A subscription as it is shown. Times are RFC 3339 in UTC. */
export interface WebhookView {
  id: string;
  name: string;
  /** Where it is told; parts that may be secret are left out. */
  address: string;
  events: WebhookEvent[];
  enabled: boolean;
  /** Messages that wait for their next try. */
  waiting: number;
  /** Messages of the last thirty days that were given up. */
  dead: number;
  last: { outcome: "confirmed" | "refused"; httpStatus: number | null; cause: string | null; at: string } | null;
  createdAt: string;
}

export interface WebhookTest {
  confirmed: boolean;
  deliveryId: string | null;
}
