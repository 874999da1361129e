import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import {
  authorizeDeferred,
  authorizeWallet,
  type WalletAuthorization,
  type WalletRequest,
} from "@/lib/issuance/authorize-wallet";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { Protocol } from "@/lib/issuance/schema";
import type { WalletPlace } from "@/lib/issuance/store";
import { wireForms } from "@/lib/issuance/wire/registry";
import type { WireForm } from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

/*
 * Here and wherever each request makes objects, what is spread stands last: an object that is spread and then added to
 * is made anew for each member, which takes fifty times as long.
 */

/** A wallet at an authority's endpoints: the tenant is the authority's. */
export interface WalletCtx extends Ctx {
  readonly issuer: Issuer;
  readonly form: WireForm;
  readonly place: WalletPlace;
  /** What the wallet may know the issuer as, the name in the offer first. */
  readonly audiences: readonly [string, ...string[]];
}

/** The same with an access token that holds. */
export interface TokenCtx extends WalletCtx {
  readonly authorization: WalletAuthorization;
}

const noSuchIssuer = (): Problem => new Problem("not_found", "There is no such credential issuer.");

/** Nobody in particular, in no tenant: for documents that are found by their own id. */
export const publicCtx = async (_request: Request, requestId: string): Promise<Ctx> => {
  const installation = platform();
  return {
    tenantId: "",
    db: installation.prisma,
    requestId,
    actor: { type: "wallet", id: "public", permissions: [] },
    ...installation,
  };
};

/** A wallet that asks an authority in a version of the protocol. `alsoKnownAs` are names of ours that it may use. */
export async function walletCtxOf(
  requestId: string,
  authorityId: string,
  protocol: Protocol,
  alsoKnownAs: readonly string[] = [],
): Promise<WalletCtx> {
  const installation = platform();
  const issuer = await findIssuer(installation, authorityId);
  if (!issuer) throw noSuchIssuer();
  return {
    tenantId: issuer.tenantId,
    db: installation.prisma,
    requestId,
    actor: { type: "wallet", id: "wallet", permissions: [] },
    issuer,
    form: wireForms[protocol],
    place: { tenantId: issuer.tenantId, authorityId, protocol },
    audiences: [credentialIssuer(installation, authorityId, protocol), ...alsoKnownAs],
    ...installation,
  };
}

const ADDRESS = /\/oid4vci\/([^/]+)(?:\/([^/]+))?/;

/** Behind an authority's own address: OpenID4VCI 1.0. */
export async function finalCtx(request: Request, requestId: string): Promise<WalletCtx> {
  const [, authorityId = ""] = ADDRESS.exec(new URL(request.url).pathname) ?? [];
  return walletCtxOf(requestId, authorityId, "1.0");
}

const OlderProtocol = Protocol.exclude(["1.0"]);

/** Behind an address that ends in the name of an older version. */
export async function olderCtx(request: Request, requestId: string): Promise<WalletCtx> {
  const [, authorityId = "", name] = ADDRESS.exec(new URL(request.url).pathname) ?? [];
  const protocol = OlderProtocol.safeParse(name);
  if (!protocol.success) throw noSuchIssuer();
  return walletCtxOf(requestId, authorityId, protocol.data);
}

type Authenticate<Context> = (request: Request, requestId: string) => Promise<Context>;

const walletRequest = (ctx: Ctx, request: Request): WalletRequest => ({
  authorization: request.headers.get("authorization"),
  dpop: request.headers.get("dpop"),
  url: ctx.publicUrl + new URL(request.url).pathname,
});

/** With an access token. */
export const withToken =
  (walletCtx: Authenticate<WalletCtx>): Authenticate<TokenCtx> =>
  async (request, requestId) => {
    const ctx = await walletCtx(request, requestId);
    const asked = walletRequest(ctx, request);
    return { authorization: await authorizeWallet(ctx, ctx.issuer, asked, ctx.place.protocol), ...ctx };
  };

/** With an access token or the acceptance token of a deferred credential. */
export const withDeferredToken =
  (walletCtx: Authenticate<WalletCtx>): Authenticate<TokenCtx> =>
  async (request, requestId) => {
    const ctx = await walletCtx(request, requestId);
    const asked = walletRequest(ctx, request);
    return { authorization: await authorizeDeferred(ctx, ctx.issuer, asked, ctx.place.protocol), ...ctx };
  };
