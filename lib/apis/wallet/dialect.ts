import { finalCtx, olderCtx, publicCtx, withDeferredToken, withToken } from "@/lib/apis/wallet/contexts";
import { rootCtx, rootTokenCtx } from "@/lib/apis/wallet/root-contexts";
import type { Ctx } from "@/lib/context";
import { bodyLimits } from "@/lib/http/body";
import { JsonAnswer } from "@/lib/http/json-answer";
import { type Dialect, routes } from "@/lib/http/route";
import type { Problem, ProblemCode } from "@/lib/kernel/errors";

/** Any wallet, on any origin, may ask (OpenID4VCI 1.0, section 15; RFC 9449 for the exposed header). */
export const corsHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "dpop-nonce, www-authenticate, retry-after, x-request-id",
};

/** The answer to a browser's preflight, which carries no token. */
export const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders,
      "access-control-allow-methods": "GET, POST, OPTIONS",
      "access-control-allow-headers": "authorization, content-type, dpop",
      "access-control-max-age": "600",
    },
  });

/** How the codes of the house are called on the wallets' wire; the rest keeps its name. */
const wireCodes: Partial<Record<ProblemCode, string>> = {
  unauthorized: "invalid_token",
  not_found: "invalid_request",
  callback_unreachable: "access_denied",
  payload_too_large: "invalid_request",
  unsupported_media_type: "invalid_request",
  internal: "server_error",
  unavailable: "temporarily_unavailable",
  key_provider_unavailable: "temporarily_unavailable",
  key_provider_refused: "temporarily_unavailable",
};

/** Only these characters may stand in a description (RFC 6749, section 5.2). */
const plainAscii = (text: string): string =>
  text.replace(/["“”]/g, "'").replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, "-");

function headersOf(problem: Problem): Record<string, string> {
  const { retryAfterSeconds } = problem.details;
  if (problem.status === 503) return { "retry-after": String(retryAfterSeconds ?? 30) };
  if (problem.code === "unauthorized") return { "www-authenticate": "Bearer, DPoP" };
  if (problem.code === "invalid_token") {
    return { "www-authenticate": 'Bearer error="invalid_token", DPoP error="invalid_token"' };
  }
  return {};
}

/** OAuth's error body; `badRequest` is what this endpoint calls a request it cannot read. */
const dialect = <Context extends Ctx>(
  authenticate: Dialect<Context>["authenticate"],
  badRequest: ProblemCode,
): Dialect<Context> => ({
  bodyLimit: bodyLimits.wallet,
  authenticate,
  refuse: (problem) => {
    const code = problem.code === "invalid_request" ? badRequest : (wireCodes[problem.code] ?? problem.code);
    const body = { error: code, error_description: plainAscii(problem.message), ...problem.details.members };
    return new JsonAnswer(body, { status: problem.status, headers: headersOf(problem) });
  },
  headers: (requestId) => ({ "x-request-id": requestId, ...corsHeaders }),
});

/** Endpoints that anybody may ask. */
export const walletRoute = routes(dialect(finalCtx, "invalid_request"));
/** Endpoints behind an access token: it is checked before anything of the body is read. */
export const credentialRoute = routes(dialect(withToken(finalCtx), "invalid_credential_request"));
export const deferredRoute = routes(dialect(withDeferredToken(finalCtx), "invalid_credential_request"));
export const notificationRoute = routes(dialect(withToken(finalCtx), "invalid_notification_request"));

/** The same in older versions of the protocol. */
export const olderWalletRoute = routes(dialect(olderCtx, "invalid_request"));
export const olderCredentialRoute = routes(dialect(withToken(olderCtx), "invalid_credential_request"));
export const olderDeferredRoute = routes(dialect(withDeferredToken(olderCtx), "invalid_credential_request"));
export const olderNotificationRoute = routes(dialect(withToken(olderCtx), "invalid_notification_request"));

/** The same at addresses without an authority. */
export const rootRoute = routes(dialect(rootCtx, "invalid_request"));
export const rootCredentialRoute = routes(dialect(withToken(rootTokenCtx), "invalid_credential_request"));
export const rootDeferredRoute = routes(dialect(withDeferredToken(rootTokenCtx), "invalid_credential_request"));

export const publicDialect = dialect(publicCtx, "invalid_request");
