import type { RootCtx } from "@/lib/apis/wallet/root-contexts";
import { serverMetadata } from "@/lib/issuance/metadata";
import { wireForms } from "@/lib/issuance/wire/registry";
import { Problem } from "@/lib/kernel/errors";

/** What the addresses without an authority say of themselves. Addresses without a version are of the time of draft 13. */
const versionOf = ({ version }: RootCtx) => version ?? "draft13";

/** What the offer names as its issuer has metadata of its own, with all that the authority issues. */
export const rootIssuerMetadata = (ctx: RootCtx): object => ({
  ...wireForms[versionOf(ctx)].issuerMetadata({ issuer: ctx.identifier, display: [], configurations: [] }),
  deferred_credential_endpoint: `${ctx.identifier}/credential_deferred`,
});

export const rootServerMetadata = (ctx: RootCtx): object => serverMetadata(ctx.identifier, versionOf(ctx), true);

export function rootTypeMetadata(ctx: RootCtx, pathname: string): object {
  const type = decodeURIComponent(pathname.split("/").at(-1) ?? "");
  throw new Problem("not_found", `There is no such credential type: ${type} ${ctx.identifier}`);
}
