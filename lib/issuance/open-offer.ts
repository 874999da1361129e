import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { armOffer, mustBeArmed } from "@/lib/issuance/arm-offer";
import { confirmOffer } from "@/lib/issuance/callback";
import { credentialIssuer, sessionConfigurationId } from "@/lib/issuance/identifiers";
import { hasOffer, type OfferRef, openOffer, othersOfOffer } from "@/lib/issuance/offer-store";
import type { Protocol } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { sessionIdIn } from "@/lib/issuance/session-secret";
import type { SessionRow } from "@/lib/issuance/store";
import { wireForms } from "@/lib/issuance/wire/registry";
import type { CredentialOffer, OfferedGrant } from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";

const noSuchOffer = (): Problem => new Problem("not_found", "This offer is unknown, used or has run out.");

function offerOf(ctx: Ctx, { authorityId }: Issuer, offerToken: string, protocol: Protocol): OfferRef | null {
  const sessionId = sessionIdIn(offerToken);
  return sessionId === null
    ? null
    : { authorityId, protocol, sessionId, offerHash: ctx.masterKeys.hash("wallet-token", offerToken) };
}

/** For those who only look whether the offer is there, such as previews of links: it counts as opened by nobody. */
export async function requireOffer(
  ctx: Ctx,
  issuer: Issuer,
  offerToken: string,
  protocol: Protocol = "1.0",
): Promise<void> {
  const offer = offerOf(ctx, issuer, offerToken, protocol);
  if (!offer || !(await hasOffer(ctx, offer))) throw noSuchOffer();
}

/** The offer behind its URL, as often as a wallet asks while it can be taken up. */
export async function readOffer(
  ctx: Ctx,
  issuer: Issuer,
  offerToken: string,
  protocol: Protocol = "1.0",
): Promise<CredentialOffer> {
  const asked = offerOf(ctx, issuer, offerToken, protocol);
  const session = asked && (await openOffer(ctx, asked));
  if (!asked || !session?.sealed_code) throw noSuchOffer();
  const offer = wireForms[protocol].offer({
    issuer: credentialIssuer(ctx, issuer.authorityId, protocol),
    configurationIds: await offeredConfigurations(ctx, session),
    described: protocol === "draft11" ? (await secretsOf(ctx, session))?.credentials : undefined,
    grant: await grantOf(ctx, asked, session, offerToken),
  });
  await confirmOffer(ctx, session, offer);
  return offer;
}

async function grantOf(ctx: Ctx, offer: OfferRef, session: SessionRow, offerToken: string): Promise<OfferedGrant> {
  // As hard to guess as a code, and it names the session: ids of sessions are seen by all who may read them.
  if (session.grant === "authorizationCode") return { kind: "authorizationCode", issuerState: offerToken };
  const code = await codeOf(ctx, offer, session);
  if (!code) throw noSuchOffer();
  return { kind: "preAuthorized", code, txCode: session.tx_code };
}

/** Of all the sessions that share the offer, each once. */
async function offeredConfigurations(ctx: Ctx, session: SessionRow): Promise<string[]> {
  const sessions = [session, ...(session.sealed_document ? await othersOfOffer(ctx, session.id) : [])];
  return [...new Set(sessions.map(sessionConfigurationId))];
}

/** The code of the offer: the one it was made with, or one for the next minutes (see {@link armOffer}). */
async function codeOf(ctx: Ctx, offer: OfferRef, session: SessionRow): Promise<string | undefined> {
  const armed = mustBeArmed(ctx, session) ? await armOffer(ctx, offer, session) : session;
  return armed ? (await secretsOf(ctx, armed))?.code : undefined;
}

const secretsOf = async (ctx: Ctx, { id: sessionId, sealed_code: sealed }: SessionRow) =>
  sealed === null ? null : unsealColumn(ctx, { tenantId: ctx.tenantId, sessionId }, "sealed_code", sealed);
