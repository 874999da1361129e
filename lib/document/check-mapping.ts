import type { Ctx } from "@/lib/context";
import { evaluateWith } from "@/lib/document/functions";
import { applyMapping } from "@/lib/document/mapping";
import type { IssuanceDocument } from "@/lib/document/schema";
import { requireWebhook, WEBHOOKS_MAX } from "@/lib/document/webhook";
import { invalidField } from "@/lib/kernel/errors";
import type { Json, JsonObject } from "@/lib/kernel/json";

/** For what only the claim can know. */
const STAND_IN = "at the claim";

/**
 * Goes through a mapping as the wallet's claim will, with stand-ins for what only the claim can know. So a function that
 * is unknown, lacks its argument or has a malformed duration is refused when the offer is made. Gives the data as it
 * will then be made up.
 */
export async function checkMapping(
  ctx: Ctx,
  { data, mapping }: Pick<IssuanceDocument, "data" | "mapping">,
  names: readonly string[],
): Promise<JsonObject> {
  let webhooks = 0;
  const webhook = async (url: string): Promise<string> => {
    requireWebhook(ctx, url);
    if (++webhooks > WEBHOOKS_MAX) {
      throw invalidField("mapping", `A mapping has at most ${WEBHOOKS_MAX} webhooks: fetch some of it beforehand.`);
    }
    return STAND_IN;
  };
  const values = new Map<string, Json>([
    ...names.map((name) => [name, STAND_IN] as const),
    ["display", [{ name: STAND_IN }]],
  ]);
  const evaluate = evaluateWith({ now: ctx.now(), random: ctx.random, values, webhook, webhookJson: webhook });
  return (await applyMapping(data, mapping, evaluate)).data;
}
