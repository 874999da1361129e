import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { armOffer, mustBeArmed } from "@/lib/issuance/arm-offer";
import { confirmOffer } from "@/lib/issuance/callback";
import { configurationId, credentialIssuer } from "@/lib/issuance/identifiers";
import { hasOffer, type OfferRef, openOffer } from "@/lib/issuance/offer-store";
import { unsealColumn } from "@/lib/issuance/sealed";
import { sessionIdIn } from "@/lib/issuance/session-secret";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

export const PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/** A credential offer with the pre-authorized code (OpenID4VCI 1.0, section 4.1.1). */
export interface CredentialOffer {
  credential_issuer: string;
  credential_configuration_ids: string[];
  grants: {
    [PRE_AUTHORIZED_GRANT]: {
      "pre-authorized_code": string;
      tx_code?: { input_mode: "numeric"; length: number; description: string };
    };
  };
}

const noSuchOffer = (): Problem => new Problem("not_found", "This offer is unknown, used or has run out.");

function offerOf(ctx: Ctx, { authorityId }: Issuer, offerToken: string): OfferRef | null {
  const sessionId = sessionIdIn(offerToken);
  return sessionId === null
    ? null
    : { authorityId, sessionId, offerHash: ctx.masterKeys.hash("wallet-token", offerToken) };
}

/** For those who only look whether the offer is there, such as previews of links: it counts as opened by nobody. */
export async function requireOffer(ctx: Ctx, issuer: Issuer, offerToken: string): Promise<void> {
  const offer = offerOf(ctx, issuer, offerToken);
  if (!offer || !(await hasOffer(ctx, offer))) throw noSuchOffer();
}

/** The offer behind its URL, as often as a wallet asks while it can be taken up. */
export async function readOffer(ctx: Ctx, issuer: Issuer, offerToken: string): Promise<CredentialOffer> {
  const asked = offerOf(ctx, issuer, offerToken);
  const session = asked && (await openOffer(ctx, asked));
  if (!asked || !session?.sealed_code) throw noSuchOffer();
  const code = await codeOf(ctx, asked, session);
  if (!code) throw noSuchOffer();
  const offer: CredentialOffer = {
    credential_issuer: credentialIssuer(ctx, issuer.authorityId),
    credential_configuration_ids: [configurationId(session.contract_name, session.format)],
    grants: {
      [PRE_AUTHORIZED_GRANT]: {
        "pre-authorized_code": code,
        ...(session.tx_code && {
          tx_code: {
            input_mode: "numeric",
            length: session.tx_code.length,
            description: `The ${session.tx_code.length}-digit code you were told by the issuer`,
          },
        }),
      },
    },
  };
  await confirmOffer(ctx, session, offer);
  return offer;
}

/** The code of the offer: the one it was made with, or one for the next minutes (see {@link armOffer}). */
async function codeOf(ctx: Ctx, offer: OfferRef, session: SessionRow): Promise<string | undefined> {
  const armed = mustBeArmed(ctx, session) ? await armOffer(ctx, offer, session) : session;
  if (!armed?.sealed_code) return undefined;
  const place = { tenantId: ctx.tenantId, sessionId: armed.id };
  return (await unsealColumn(ctx, place, "sealed_code", armed.sealed_code)).code;
}
