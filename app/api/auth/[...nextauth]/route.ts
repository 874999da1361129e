import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signInOptions } from "@/lib/auth/sign-in";
import { forgetWayBack, requireWayBack } from "@/lib/auth/way-back";
import { bodyLimits, readText } from "@/lib/http/body";
import { logFailure } from "@/lib/http/log";
import { toProblem } from "@/lib/http/problem";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { apiHeaders } from "@/lib/http/security-headers";
import { Problem } from "@/lib/kernel/errors";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { platform } from "@/lib/platform";

type Context = RouteContext<"/api/auth/[...nextauth]">;

export const GET = (request: NextRequest, context: Context): Promise<Response> =>
  refusing(() => answer(request, context));

export const POST = (request: NextRequest, context: Context): Promise<Response> =>
  refusing(async () => {
    requireSameOrigin(request.headers, platform().publicUrl);
    // The library would read a body of any size (security L1).
    const body = await readText(request, bodyLimits.form);
    if (/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) parseStrictJson(body);
    return answer(new NextRequest(request.url, { method: "POST", headers: request.headers, body }), context);
  });

async function answer(request: NextRequest, context: Context): Promise<Response> {
  requireWayBack(request, platform().publicUrl);
  const response = await NextAuth(request, context, signInOptions());
  // So it answers to addresses that it has for other providers only; whatever breaks is thrown.
  if (response.status === 500) throw new Problem("invalid_request", "The sign-in has nothing here.");
  return response;
}

async function refusing(work: () => Promise<Response>): Promise<Response> {
  try {
    return dressed(await work());
  } catch (error) {
    const requestId = crypto.randomUUID();
    const problem = toProblem(error);
    logFailure(requestId, "/api/auth", problem, error);
    const { code, message, status, details } = problem;
    const headers = new Headers(forgetWayBack.map((cookie) => ["set-cookie", cookie]));
    if (status === 503) headers.set("retry-after", String(details.retryAfterSeconds ?? 30));
    return dressed(Response.json({ problem: { code, message, requestId } }, { status, headers }));
  }
}

/** As every answer of ours is (security L6): the library sets none of these. */
function dressed(response: Response): Response {
  for (const [name, value] of Object.entries(apiHeaders)) response.headers.set(name, value);
  response.headers.set("cross-origin-resource-policy", "same-origin");
  return response;
}
