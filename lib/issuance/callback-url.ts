import type { Platform } from "@/lib/context";
import { invalidField } from "@/lib/kernel/errors";

const PLACEHOLDER = "$id";

/** `$id` becomes the session's id, at every occurrence in path and query and nowhere else (security E4). */
export function filledCallbackUrl(url: string, sessionId: string): string {
  if (!URL.canParse(url)) return url;
  const filled = new URL(url);
  filled.pathname = filled.pathname.replaceAll(PLACEHOLDER, sessionId);
  filled.search = filled.search.replaceAll(PLACEHOLDER, sessionId);
  return filled.href;
}

/** Why an address could never be told: judged as it was given and as it is once it is filled, since a host may hold neither. */
const callbackRefusal = ({ egress }: Pick<Platform, "egress">, url: string, sessionId: string) =>
  egress.refusal(url) ?? egress.refusal(filledCallbackUrl(url, sessionId));

/** Refuses an address that could never be told, by its text alone; `field` is where the request had it. */
export function requirePermittedCallbackUrl(
  platform: Pick<Platform, "egress">,
  url: string,
  sessionId: string,
  field = "statusCallbackUri",
): void {
  if (url.length <= 2000 && callbackRefusal(platform, url, sessionId) === undefined) return;
  throw invalidField(
    field,
    "Give an https address with a public host name and the standard port; $id may stand in its path and query.",
  );
}
