import type { Platform } from "@/lib/context";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

const placeOf = (tenantId: string, webhookId: string) => ({
  tenantId,
  table: "webhook",
  row: webhookId,
  column: "sealed_url",
});

/** Receivers put tokens into their addresses, so these are sealed at rest (security I7). */
export const sealWebhookUrl = (platform: Platform, tenantId: string, webhookId: string, url: string): Promise<string> =>
  sealForTenant(platform, placeOf(tenantId, webhookId), url);

export const unsealWebhookUrl = (
  platform: Platform,
  tenantId: string,
  webhookId: string,
  sealed: string,
): Promise<string> => unsealForTenant(platform, placeOf(tenantId, webhookId), sealed);
