import type { WalletCtx } from "@/lib/apis/wallet/contexts";
import { JsonAnswer } from "@/lib/http/json-answer";
import { authorizationRequest } from "@/lib/issuance/authorization-request";
import { authorize, authorizePushed, pushAuthorization } from "@/lib/issuance/authorize-session";
import { Problem } from "@/lib/kernel/errors";

/** A parameter given twice is refused, one without a value counts as left out (RFC 6749, section 3.1). */
export function queryOf(request: Request): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URL(request.url).searchParams) {
    if (parameters.has(name)) throw new Problem("invalid_request", "A parameter is given twice: keep one.");
    parameters.set(name, value);
  }
  for (const [name, value] of parameters) if (value === "") parameters.delete(name);
  return parameters;
}

/**
 * Sends the wallet back with a code (RFC 6749, section 4.1.2; RFC 9207). Refusals stay here: nobody is sent anywhere
 * who does not bring the unguessable state of an open offer. `issuer` is what this server calls itself at this address.
 */
export async function answerAuthorize(ctx: WalletCtx, request: Request, issuer = ctx.audiences[0]): Promise<Response> {
  const parameters = queryOf(request);
  const requestUri = parameters.get("request_uri");
  const { redirectUri, state, code } =
    requestUri === undefined
      ? await authorize(ctx, ctx.place, authorizationRequest(parameters))
      : await authorizePushed(ctx, ctx.place, requestUri, parameters.get("client_id") ?? null);
  const answer = new URLSearchParams({ code, ...(state !== null && { state }), iss: issuer });
  const location = `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${answer}`;
  return new Response(null, { status: 302, headers: { location } });
}

export async function answerPush(
  ctx: WalletCtx,
  parameters: ReadonlyMap<string, string>,
  status: number,
): Promise<Response> {
  if (parameters.has("request_uri"))
    throw new Problem("invalid_request", "A pushed request has no request_uri itself.");
  return new JsonAnswer(await pushAuthorization(ctx, ctx.place, authorizationRequest(parameters)), { status });
}
