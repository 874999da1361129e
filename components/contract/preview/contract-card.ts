import type { CardUser, CardView } from "@/components/contract/preview/card-view";
import { contractDocuments } from "@/components/contract/preview/contract-documents";
import { defaultUser, resolveCard } from "@/components/contract/preview/registry";

interface Options {
  authorityName: string;
  /** Values typed so far, as on the page that issues; without them sample values are shown. */
  claims?: Readonly<Record<string, unknown>>;
  user?: CardUser;
}

/** The standard card of a contract, for lists, the gallery and the page that issues. Takes drafts and stored contracts. */
export function contractCard(contract: unknown, { authorityName, claims, user = defaultUser }: Options): CardView {
  const documents = contractDocuments(contract, { authorityName, user, sample: "typical" });
  return resolveCard("generic", { ...documents, ...(claims && { claims }) }, user);
}
