import type { Ctx } from "@/lib/context";
import { webhookRefused } from "@/lib/document/function-call";
import { Problem } from "@/lib/kernel/errors";
import type { Json } from "@/lib/kernel/json";
import { parseStrictJson } from "@/lib/kernel/strict-json";

/** How many webhooks one mapping may have, and how long each may take: a wallet is waiting. */
export const WEBHOOKS_MAX = 4;
const TIMEOUT_MS = 2500;

type Asker = Pick<Ctx, "egress" | "tenantId">;

/** Refuses an address that could never be asked (security E4). */
export function requireWebhook({ egress }: Asker, url: string): void {
  if (egress.refusal(url) !== undefined) throw webhookRefused();
}

/** The body of a 2xx answer; any other end stops the issuance until the wallet asks again. */
export async function askWebhook({ egress, tenantId }: Asker, url: string): Promise<string> {
  const answer = await egress.request(url, { method: "GET", tenantId, timeoutMs: TIMEOUT_MS });
  if (!answer.ok || answer.status < 200 || answer.status >= 300) throw silent(answer.ok ? "status" : answer.cause);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(answer.body);
  } catch {
    throw silent("not_text");
  }
}

export async function askJsonWebhook(asker: Asker, url: string): Promise<Json> {
  const text = await askWebhook(asker, url);
  try {
    return parseStrictJson(text) as Json;
  } catch {
    throw silent("not_json");
  }
}

const silent = (cause: string): Problem =>
  new Problem("unavailable", "A source of the credential's content gave no usable answer: try again shortly.", {
    retryAfterSeconds: 5,
    cause,
  });
