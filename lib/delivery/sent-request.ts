import * as z from "zod";
import type { Platform } from "@/lib/context";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

/** A request as it goes out, without what is made anew for each attempt. A webhook's own address comes from its row. */
export const SentRequest = z.object({
  url: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type SentRequest = z.infer<typeof SentRequest>;

interface Place {
  readonly tenantId: string;
  readonly table: "callback_delivery" | "outgoing_message";
  readonly row: string;
}

const placeOf = (place: Place) => ({ ...place, column: "sealed_request" });

/** Headers may carry the receiver's credentials, and bodies are nobody else's business: sealed at rest (security S5). */
export const sealRequest = (platform: Platform, place: Place, request: SentRequest): Promise<string> =>
  sealForTenant(platform, placeOf(place), JSON.stringify(request));

export async function unsealRequest(platform: Platform, place: Place, sealed: string): Promise<SentRequest> {
  return SentRequest.parse(JSON.parse(await unsealForTenant(platform, placeOf(place), sealed)));
}
