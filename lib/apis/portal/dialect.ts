import { JsonAnswer } from "@/lib/http/json-answer";
import "server-only";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import type { Dialect } from "@/lib/http/route";
import { routes } from "@/lib/http/route";
import { Problem } from "@/lib/kernel/errors";
import { findSession } from "@/lib/member/portal-session";
import { memberCtx } from "@/lib/member/store";
import { platform } from "@/lib/platform";

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** What the portal's own pages read by: the session cookie. It never writes, whatever the method (security A4). */
const dialect: Dialect = {
  authenticate: async (request, requestId) => {
    const token = cookieOf(request, sessionCookieName(platform().publicUrl));
    const session = token ? await findSession(platform(), token) : null;
    if (!session) throw new Problem("unauthorized", "Your session has ended. Sign in again.");
    if (request.method !== "GET") throw new Problem("method_not_allowed", "This address can only be read.");
    return memberCtx(platform(), session.member, session.signedInAt, requestId);
  },
  refuse: ({ code, message, status, details: { fields, retryAfterSeconds: wait } }, requestId) =>
    new JsonAnswer(
      { problem: { code, message, fields, requestId } },
      { status, headers: status === 503 ? { "retry-after": String(wait ?? 30) } : {} },
    ),
  headers: (requestId) => ({ "x-request-id": requestId, "cross-origin-resource-policy": "same-origin" }),
};

export const route = routes(dialect);
