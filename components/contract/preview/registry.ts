import type { CardDocuments, CardUser, CardView, ResolveCard, SkinId } from "@/components/contract/preview/card-view";
import { resolveAuthenticator } from "@/components/contract/preview/skins/authenticator";
import { resolveEudi } from "@/components/contract/preview/skins/eudi";
import { resolveGeneric } from "@/components/contract/preview/skins/generic";
import { resolveParadym } from "@/components/contract/preview/skins/paradym";
import { resolveSwiyu } from "@/components/contract/preview/skins/swiyu";

interface Skin {
  id: SkinId;
  name: string;
  resolve: ResolveCard;
}

/** Wallets whose look we know. A new one is a file in `skins/` and a line here. */
export const skins: readonly Skin[] = [
  { id: "generic", name: "Standard card", resolve: resolveGeneric },
  { id: "authenticator", name: "Authenticator", resolve: resolveAuthenticator },
  { id: "paradym", name: "Paradym", resolve: resolveParadym },
  { id: "eudi", name: "EUDI reference", resolve: resolveEudi },
  { id: "swiyu", name: "swiyu", resolve: resolveSwiyu },
];

export const skinIds = skins.map(({ id }) => id);

/** A phone in the user's hand: 390 px wide, light, text at its normal size. */
export const defaultUser: CardUser = { locales: ["en"], theme: "light", textScale: 1, width: 390 };

/**
 * The card as a wallet would draw it from these documents. Pure, and total: any JSON gives a card.
 * The notes say for each member of the metadata what became of it.
 */
export function resolveCard(skin: SkinId, documents: CardDocuments, user: CardUser = defaultUser): CardView {
  const resolve = skins.find(({ id }) => id === skin)?.resolve ?? resolveGeneric;
  return resolve(documents, user);
}
