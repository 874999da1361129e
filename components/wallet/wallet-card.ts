import type { CardStatus, CardView } from "@/components/contract/preview/card-view";
import { readClaims } from "@/components/contract/preview/read";
import { defaultUser, resolveCard } from "@/components/contract/preview/registry";
import type { OpenedOffer } from "@/components/wallet/protocol/claim";
import type { DecodedCredential } from "@/components/wallet/protocol/decode";
import type { HeldCredential } from "@/components/wallet/store/wallet-database";

/** The widest card of the frame: 382 px. On narrower screens it is drawn smaller. */
const SCREEN_WIDTH = 430;

const user = () => ({ ...defaultUser, width: SCREEN_WIDTH, locales: [...navigator.languages] });

/** The card of an offer: no claims yet, only their names. */
export function offerCard({ metadata, configuration }: OpenedOffer): CardView {
  const claims = Object.fromEntries(readClaims(configuration).map(({ key }) => [key, ""]));
  return resolveCard("generic", { issuer: metadata, configuration, claims }, user());
}

export function heldCard(held: HeldCredential, decoded: DecodedCredential): CardView {
  const documents = {
    issuer: { display: held.issuer.display },
    configuration: held.configuration,
    claims: decoded.claims,
    status: cardStatus(held, decoded),
  };
  return resolveCard("generic", documents, user());
}

/** What the list last said; else the date decides. */
export function cardStatus({ status }: HeldCredential, { validUntil }: DecodedCredential): CardStatus {
  if (status && status.value !== "valid") return status.value;
  return validUntil !== null && Date.parse(validUntil) <= Date.now() ? "expired" : "valid";
}
