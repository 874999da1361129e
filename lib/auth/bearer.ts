import "server-only";
import { LRUCache } from "lru-cache";
import { findActiveClient } from "@/lib/api-client/store";
import { type ApiTokenClaims, verifyApiToken } from "@/lib/auth/api-token";
import { permissionsGranted, permissionsOf } from "@/lib/auth/grants";
import { foundOutsideTenant, outsideActor, outsideTenant } from "@/lib/auth/outside-principal";
import { type OutsideClaims, OutsideTokens, type TrustedIssuers } from "@/lib/auth/outside-tokens";
import type { Actor, Ctx, Platform } from "@/lib/context";
import { readEnvironment } from "@/lib/env.mjs";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { policy } from "@/lib/kernel/policy";
import { platform } from "@/lib/platform";
import { findTenant, type TenantState } from "@/lib/tenant/store";

interface Principal {
  /** None when a trusted issuer names one that is not here yet. */
  readonly tenant: TenantState | null;
  readonly actor: Actor;
  /** Makes that tenant. */
  readonly found?: () => Promise<TenantState | null>;
}

/** What a token's signature vouches for. Who that is today is asked anew on each request (security A3). */
type Verified =
  | { readonly kind: "ours"; readonly exp: number; readonly claims: ApiTokenClaims }
  | {
      readonly kind: "outside";
      readonly exp: number;
      readonly claims: OutsideClaims;
    };

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;
const MAX_TOKEN_LENGTH = 16 * 1024;

/** Turns a request's bearer token into a context. Cookies are not looked at (security A4). */
export class BearerAuthenticator {
  readonly #platform: Platform;
  readonly #outside: OutsideTokens | undefined;
  readonly #roleClaim: string | undefined;
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000, ttl: 1000 });

  constructor(on: Platform, trusted?: TrustedIssuers) {
    this.#platform = on;
    this.#outside = trusted && new OutsideTokens(on, trusted);
    this.#roleClaim = trusted?.roleClaim;
  }

  /**
   * Throws `unauthorized` for no token, one that is not ours to accept, or one whose time is over; `tenant_not_onboarded`
   * for one of a tenant that is not here yet.
   */
  async ctx(request: Request, requestId: string): Promise<Ctx> {
    const { tenant, actor } = await this.#authenticate(request);
    if (!tenant) throw notOnboarded();
    return this.#ctxIn(tenant, actor, requestId);
  }

  /** The same, and makes the tenant of an outside token when its caller may onboard it. */
  async onboardingCtx(request: Request, requestId: string): Promise<Ctx> {
    const { tenant, actor, found } = await this.#authenticate(request);
    if (!tenant && !actor.permissions.includes(policy.onboardTenant)) {
      throw new Problem("forbidden", "This tenant is not onboarded, and onboarding it takes an administrator.");
    }
    const own = tenant ?? (await found?.());
    if (!own) throw unauthorized();
    return this.#ctxIn(own, actor, requestId);
  }

  #ctxIn(tenant: TenantState, actor: Actor, requestId: string): Ctx {
    return { tenantId: tenant.id, actor, requestId, db: this.#platform.prisma, ...this.#platform };
  }

  async #authenticate(request: Request): Promise<Principal> {
    const header = request.headers.get("authorization");
    if (!header) throw new Problem("unauthorized", "Send an access token: Authorization: Bearer <token>.");
    const token = header.length <= MAX_TOKEN_LENGTH && BEARER.exec(header)?.[1];
    const principal = token && (await this.#principal(token));
    if (!principal) throw unauthorized();
    return principal;
  }

  async #principal(token: string): Promise<Principal | null> {
    const verified = await this.#verify(token);
    if (!verified || verified.exp * 1000 <= this.#platform.now().getTime()) return null;
    return verified.kind === "ours" ? this.#ourPrincipal(verified.claims) : this.#outsidePrincipal(verified.claims);
  }

  async #verify(token: string): Promise<Verified | null> {
    const key = sha256Base64url(token);
    const known = this.#verified.get(key);
    if (known) return known;
    const verified = (await this.#verifyOurs(token)) ?? (await this.#verifyOutside(token));
    if (verified) this.#verified.set(key, verified);
    return verified;
  }

  #verifyOurs(token: string): Promise<Verified | null> {
    return verifyApiToken(this.#platform, token).then(
      (claims) => ({ kind: "ours", exp: claims.exp, claims }),
      () => null,
    );
  }

  async #verifyOutside(token: string): Promise<Verified | null> {
    const claims = await this.#outside?.verify(token);
    return claims ? { kind: "outside", exp: claims.exp, claims } : null;
  }

  async #ourPrincipal(claims: ApiTokenClaims): Promise<Principal | null> {
    const tenant = await findTenant(this.#platform, claims.tid);
    // The epoch grows at opt-out and so kills every token made before it.
    if (tenant?.epoch !== claims.epoch) return null;
    if (claims.client_id !== undefined) {
      const client = await findActiveClient(this.#platform, tenant.id, claims.client_id);
      return (
        client && { tenant, actor: { type: "app", id: client.id, permissions: permissionsGranted(client.permissions) } }
      );
    }
    const permissions = permissionsOf(claims.role, claims.permissions ?? []);
    const type = claims.role ? "user" : "app";
    return { tenant, actor: { type, id: claims.sub, permissions, ...(claims.role && { role: claims.role }) } };
  }

  async #outsidePrincipal(claims: OutsideClaims): Promise<Principal> {
    const tenant = await outsideTenant(this.#platform, claims);
    const actor = outsideActor(claims, this.#roleClaim);
    return { tenant, actor, found: () => foundOutsideTenant(this.#platform, claims) };
  }
}

const unauthorized = (): Problem =>
  new Problem("unauthorized", "The access token is not valid or has expired: get a new one.");

const notOnboarded = (): Problem =>
  new Problem("tenant_not_onboarded", "This tenant is not onboarded: call POST onboard first.");

let authenticator: BearerAuthenticator | undefined;

function theAuthenticator(): BearerAuthenticator {
  if (authenticator) return authenticator;
  const { apiTokenIssuers: issuers, apiTokenAudience: audience, apiTokenRoleClaim: roleClaim } = readEnvironment();
  authenticator = new BearerAuthenticator(
    platform(),
    audience && issuers.length > 0 ? { issuers, audience, roleClaim } : undefined,
  );
  return authenticator;
}

/** The context of a REST request, from its bearer token alone. */
export const bearerCtx = (request: Request, requestId: string): Promise<Ctx> =>
  theAuthenticator().ctx(request, requestId);

/** The same for onboarding, which may bring the tenant into being. */
export const onboardingBearerCtx = (request: Request, requestId: string): Promise<Ctx> =>
  theAuthenticator().onboardingCtx(request, requestId);
