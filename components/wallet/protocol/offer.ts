import * as z from "zod";
import { requireOwnOrigin, sendForJson, type Transport } from "@/components/wallet/protocol/transport";
import { WalletFailure, WireRefusal } from "@/components/wallet/protocol/wallet-failure";

export const PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/** What the offer says of the transaction code. Its mere presence means that one is needed. */
export const TransactionCodeHint = z.object({
  input_mode: z.enum(["numeric", "text"]).default("numeric").catch("numeric"),
  length: z.int().min(1).max(64).optional().catch(undefined),
  description: z.string().max(300).optional().catch(undefined),
});
export type TransactionCodeHint = z.output<typeof TransactionCodeHint>;

/** OpenID4VCI 1.0, section 4.1.1 */
export const CredentialOffer = z.object({
  credential_issuer: z.url(),
  credential_configuration_ids: z.array(z.string()).min(1),
  grants: z
    .object({
      [PRE_AUTHORIZED_GRANT]: z
        .object({ "pre-authorized_code": z.string().min(1), tx_code: TransactionCodeHint.optional() })
        .optional(),
    })
    .optional(),
});
export type CredentialOffer = z.output<typeof CredentialOffer>;

export type OfferSource = { by: "value"; offer: unknown } | { by: "reference"; url: string };

/**
 * Where the offer is, from what was scanned or pasted: `openid-credential-offer://…` by value or by reference, its
 * percent-encoded form, or a link to this wallet that carries one.
 */
export function parseOfferLink(text: string): OfferSource {
  const parameters = parametersOf(text.trim());
  const inner = parameters.get("offer");
  if (inner) return parseOfferLink(inner);
  const [value, reference] = [parameters.get("credential_offer"), parameters.get("credential_offer_uri")];
  if ((value === null) === (reference === null)) throw invalidOffer();
  return value === null ? { by: "reference", url: reference ?? "" } : { by: "value", offer: parseJson(value) };
}

function parametersOf(text: string): URLSearchParams {
  const plain = /^[a-z][a-z\d+.-]*%3A/i.test(text) ? decoded(text) : text;
  if (!URL.canParse(plain)) throw invalidOffer();
  const { search, hash } = new URL(plain);
  return new URLSearchParams(search.length > 1 ? search : hash.slice(1));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidOffer();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidOffer();
  }
}

const invalidOffer = (): WalletFailure =>
  new WalletFailure(
    "invalid_offer",
    "This is no credential offer",
    "Paste the whole link, beginning with openid-credential-offer://",
  );

/** The offer itself. One by reference is fetched, which the issuer sees as opened. */
export async function readOffer(transport: Transport, source: OfferSource): Promise<CredentialOffer> {
  if (source.by === "reference") {
    const offer = await sendForJson(transport, CredentialOffer, source.url).catch((error: unknown) => {
      throw error instanceof WireRefusal && error.status === 404 ? offerClosed() : error;
    });
    requireOwnOrigin(transport, offer.credential_issuer);
    return offer;
  }
  const offer = CredentialOffer.safeParse(source.offer);
  if (!offer.success) throw invalidOffer();
  requireOwnOrigin(transport, offer.data.credential_issuer);
  return offer.data;
}

export const offerClosed = (): WalletFailure =>
  new WalletFailure(
    "offer_closed",
    "This offer can no longer be used",
    "It has run out, a wallet has taken it already, or its code was wrong too often. Ask the issuer for a new one.",
  );

/** The grant this wallet can use. */
export function preAuthorizedGrant(offer: CredentialOffer) {
  const grant = offer.grants?.[PRE_AUTHORIZED_GRANT];
  if (grant) return grant;
  const remedy = "It wants you to sign in at the issuer first. Ask for an offer with a pre-authorized code.";
  throw new WalletFailure("unsupported", "The demo wallet cannot take this offer", remedy);
}
