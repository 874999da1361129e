import type { Ctx } from "@/lib/context";
import type { AuthorizationRequest } from "@/lib/issuance/authorization-request";
import {
  Authorization,
  authorizeSession,
  findByIssuerState,
  findByPushedRequest,
} from "@/lib/issuance/authorization-store";
import { OFFER_LIFETIME_SECONDS } from "@/lib/issuance/schema";
import { makeSessionSecret, sessionIdIn } from "@/lib/issuance/session-secret";
import type { SessionRow, WalletPlace } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

const REQUEST_URI = "urn:ietf:params:oauth:request_uri:";
const REQUEST_LIFETIME_SECONDS = 90;

const hashOf = (ctx: Ctx, secret: string): string => ctx.masterKeys.hash("wallet-token", secret);

const noOffer = (): Problem =>
  new Problem("invalid_request", "issuer_state is unknown, used or has run out: ask for a new offer.");

const noRequest = (): Problem =>
  new Problem("invalid_request", "request_uri is unknown, used or has run out: push the request again.");

async function sessionOf(ctx: Ctx, place: WalletPlace, { issuerState }: AuthorizationRequest): Promise<SessionRow> {
  const session = issuerState === null ? null : await findByIssuerState(ctx, place, hashOf(ctx, issuerState));
  if (!session) throw noOffer();
  return session;
}

const authorizationOf = (request: AuthorizationRequest): Authorization => ({
  redirectUri: request.redirectUri,
  clientId: request.clientId,
  codeChallenge: request.codeChallenge,
  state: request.state,
  pushed: null,
});

/** Keeps an authorization request until the wallet comes with its `request_uri` (RFC 9126). */
export async function pushAuthorization(
  ctx: Ctx,
  place: WalletPlace,
  request: AuthorizationRequest,
): Promise<{ readonly request_uri: string; readonly expires_in: number }> {
  const session = await sessionOf(ctx, place, request);
  const secret = makeSessionSecret(ctx.random, session.id);
  const expiresAt = new Date(ctx.now().getTime() + REQUEST_LIFETIME_SECONDS * 1000);
  const pushed = { hash: hashOf(ctx, secret), expiresAt };
  const kept = await authorizeSession(ctx, {
    sessionId: session.id,
    authorization: { ...authorizationOf(request), pushed },
    codeHash: null,
    codeExpiresAt: null,
    usesRequest: null,
  });
  if (!kept) throw noOffer();
  return { request_uri: REQUEST_URI + secret, expires_in: REQUEST_LIFETIME_SECONDS };
}

/** What the wallet is sent back with. */
interface Authorized {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly code: string;
}

/** Gives a code to whoever has the offer: it asks the holder for nothing. */
export async function authorize(ctx: Ctx, place: WalletPlace, request: AuthorizationRequest): Promise<Authorized> {
  const session = await sessionOf(ctx, place, request);
  return giveCode(ctx, session, authorizationOf(request), null);
}

/** The same for a request that was pushed, once. */
export async function authorizePushed(
  ctx: Ctx,
  place: WalletPlace,
  requestUri: string,
  clientId: string | null,
): Promise<Authorized> {
  const secret = requestUri.startsWith(REQUEST_URI) ? requestUri.slice(REQUEST_URI.length) : "";
  const sessionId = sessionIdIn(secret);
  const hash = hashOf(ctx, secret);
  const session = sessionId === null ? null : await findByPushedRequest(ctx, place, sessionId, hash);
  if (!session) throw noRequest();
  const authorization = Authorization.parse(session.authorization);
  if (!authorization.pushed || authorization.pushed.expiresAt <= ctx.now()) throw noRequest();
  if (authorization.clientId !== clientId) {
    throw new Problem("invalid_request", "client_id must be the one that the request was pushed with.");
  }
  return giveCode(ctx, session, { ...authorization, pushed: null }, hash);
}

async function giveCode(
  ctx: Ctx,
  session: SessionRow,
  authorization: Authorization,
  usesRequest: string | null,
): Promise<Authorized> {
  const code = makeSessionSecret(ctx.random, session.id);
  const lasts = new Date(ctx.now().getTime() + OFFER_LIFETIME_SECONDS * 1000);
  const given = await authorizeSession(ctx, {
    sessionId: session.id,
    authorization,
    codeHash: hashOf(ctx, code),
    codeExpiresAt: lasts < session.expires_at ? lasts : session.expires_at,
    usesRequest,
  });
  if (!given) throw noOffer();
  return { redirectUri: authorization.redirectUri, state: authorization.state, code };
}
