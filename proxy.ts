import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { isPublicPage } from "@/lib/http/page-access";
import { pageHeaders } from "@/lib/http/security-headers";

/**
 * For pages only: gives each answer its headers and a fresh nonce, and shows visitors without a session the way in.
 * It never authorises (security A2): that is the use cases' business.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const headers = pageHeaders({
    nonce,
    secure: publicUrl().startsWith("https:"),
    development: process.env.NODE_ENV === "development",
  });
  const response = needsSignIn(request) ? toSignIn(request) : onwards(request, nonce, headers);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

const publicUrl = () => process.env.PUBLIC_URL ?? "";

/** Next takes the nonce for its own scripts from the policy in the request: ours replaces whatever came in (security L6). */
function onwards(request: NextRequest, nonce: string, headers: Record<string, string>): NextResponse {
  const forwarded = new Headers(request.headers);
  forwarded.delete("content-security-policy-report-only");
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  forwarded.set("x-nonce", nonce);
  return NextResponse.next({ request: { headers: forwarded } });
}

function needsSignIn(request: NextRequest): boolean {
  const reads = request.method === "GET" || request.method === "HEAD";
  const known = request.cookies.has(sessionCookieName(publicUrl()));
  return reads && !known && !isPublicPage(request.nextUrl.pathname);
}

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signIn = pathname === "/" ? "/signin" : `/signin?next=${encodeURIComponent(pathname + search)}`;
  // Next answers with a relative address: behind another server it need not know its own origin.
  return NextResponse.redirect(new URL(signIn, request.url));
}

export const config = {
  matcher: [
    "/((?!_next/|api/|v1\\.0/|beta/|onboard/|openid4vc/|raw/|oid4vci/|credential-types/|certificates/|status-lists/|\\.well-known/|oauth2/|openapi/|[^/]+/(?:oauth2/|\\.well-known/|(?:token|credential|batch_credential|credential_deferred|credentialOffer|authorize|par|jwks)$)|.+/did\\.json$|(?:token|credential|batch_credential|credential_deferred|authorize|par|jwks|livez|readyz|metrics|sign|batchIssue|favicon\\.ico|icon\\.svg|robots\\.txt)$).*)",
  ],
};
