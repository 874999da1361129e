import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { bodyLimits } from "@/lib/http/body";
import { type Dialect, routes } from "@/lib/http/route";
import { authorizeWallet, type WalletAuthorization } from "@/lib/issuance/authorize-wallet";
import { Problem, type ProblemCode } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

/** A wallet at an authority's endpoints: the tenant is the authority's. */
export interface WalletCtx extends Ctx {
  readonly issuer: Issuer;
}

/** The same with an access token that holds. */
export interface TokenCtx extends WalletCtx {
  readonly authorization: WalletAuthorization;
}

/** Any wallet, on any origin, may ask (OpenID4VCI 1.0, section 15; RFC 9449 for the exposed header). */
export const corsHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "dpop-nonce, www-authenticate, retry-after",
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

async function walletCtx(request: Request, requestId: string): Promise<WalletCtx> {
  const [, authorityId = ""] = /\/oid4vci\/([^/]+)/.exec(new URL(request.url).pathname) ?? [];
  const installation = platform();
  const issuer = await findIssuer(installation, authorityId);
  if (!issuer) throw new Problem("not_found", "There is no such credential issuer.");
  return {
    ...installation,
    tenantId: issuer.tenantId,
    db: installation.prisma,
    requestId,
    actor: { type: "wallet", id: "wallet", permissions: [] },
    issuer,
  };
}

async function tokenCtx(request: Request, requestId: string): Promise<TokenCtx> {
  const ctx = await walletCtx(request, requestId);
  const authorization = await authorizeWallet(ctx, ctx.issuer, {
    authorization: request.headers.get("authorization"),
    dpop: request.headers.get("dpop"),
    url: ctx.publicUrl + new URL(request.url).pathname,
  });
  return { ...ctx, authorization };
}

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
    const body = { error: code, error_description: plainAscii(problem.message) };
    return Response.json(body, { status: problem.status, headers: headersOf(problem) });
  },
  headers: () => corsHeaders,
});

/** Endpoints that anybody may ask. */
export const walletRoute = routes(dialect(walletCtx, "invalid_request"));
/** Endpoints behind an access token: it is checked before anything of the body is read. */
export const credentialRoute = routes(dialect(tokenCtx, "invalid_credential_request"));
export const notificationRoute = routes(dialect(tokenCtx, "invalid_notification_request"));

/** Nobody in particular, in no tenant: for documents that are found by their own id. */
export const publicCtx = async (_request: Request, requestId: string): Promise<Ctx> => {
  const installation = platform();
  return {
    ...installation,
    tenantId: "",
    db: installation.prisma,
    requestId,
    actor: { type: "wallet", id: "public", permissions: [] },
  };
};

export const publicDialect = dialect(publicCtx, "invalid_request");
