import type { AuthorityView } from "@/lib/authority/schema";

/** An authority as the contract pages name it. */
export interface IssuerChoice {
  id: string;
  name: string;
  did: string;
  /** It signs with a software key, which is said wherever it is named. */
  development: boolean;
}

export const issuerChoice = ({ id, name, did, keys }: AuthorityView): IssuerChoice => ({
  id,
  name,
  did,
  development: keys[0]?.backend === "jwk",
});
