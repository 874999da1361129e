import { publicCtx, type WalletCtx, walletCtxOf } from "@/lib/apis/wallet/contexts";
import type { Ctx } from "@/lib/context";
import { presentedToken } from "@/lib/issuance/authorize-wallet";
import { Protocol } from "@/lib/issuance/schema";
import { sessionIdIn } from "@/lib/issuance/session-secret";
import { findPlaceOfSession } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

/**
 * Clients that were written by hand for walt.id's issuer know its addresses, which have no authority in them. The
 * session's id in their code or token tells whose session it is; the hash of that, as everywhere, whether it is so.
 */

const OlderProtocol = Protocol.exclude(["1.0"]);
type RootVersion = "draft13" | "draft11";

/** An address without an authority, below the name of a version or none. */
export interface RootCtx extends Ctx {
  /** Null at addresses without a version: they serve a session in its own. */
  readonly version: RootVersion | null;
  /** What this address calls itself. */
  readonly identifier: string;
}

/** The first segment of an address when others follow it. */
function versionIn(pathname: string): RootVersion | null {
  const [first, ...others] = pathname.split("/").filter((part) => part !== "");
  const named = first === ".well-known" ? versionOfDocument(others) : others.length > 0 ? first : undefined;
  if (named === undefined || named === "openid4vc") return null;
  const version = OlderProtocol.safeParse(named);
  if (version.success) return version.data;
  throw new Problem("invalid_request", `Unsupported version: ${named.slice(0, 40)}`);
}

/** `/.well-known/{document}/{version}` or `/.well-known/vct/{version}/{type}` */
const versionOfDocument = ([, version]: readonly string[]): string | undefined => version;

export async function rootCtx(request: Request, requestId: string): Promise<RootCtx> {
  const ctx = await publicCtx(request, requestId);
  const version = versionIn(new URL(request.url).pathname);
  return { ...ctx, version, identifier: rootIdentifier(ctx, version) };
}

const rootIdentifier = ({ publicUrl }: Pick<Ctx, "publicUrl">, version: RootVersion | null): string =>
  version === null ? publicUrl : `${publicUrl}/${version}`;

/** The wallet's context by a code, token or offer of its session; null when this address does not serve that. */
export async function walletCtxBySecret(ctx: RootCtx, secret: string): Promise<WalletCtx | null> {
  const sessionId = sessionIdIn(secret);
  const place = sessionId && (await findPlaceOfSession(platform(), sessionId));
  if (!place || (ctx.version !== null && place.protocol !== ctx.version)) return null;
  return walletCtxOf(ctx.requestId, place.authorityId, place.protocol, [ctx.identifier]);
}

/** By the token in the request. */
export async function rootTokenCtx(request: Request, requestId: string): Promise<WalletCtx> {
  const ctx = await rootCtx(request, requestId);
  const { token } = presentedToken(request.headers.get("authorization"));
  const found = await walletCtxBySecret(ctx, token);
  if (!found) throw new Problem("invalid_token", "The access token is unknown or has run out.");
  return found;
}
