import type { ContractRules } from "@/lib/contract/rules-schema";
import { Problem } from "@/lib/kernel/errors";
import { own } from "@/lib/kernel/own";

/** `$.given_name` and `given_name` are one claim. */
export const bareName = (inputClaim: string): string => inputClaim.replace(/^\$\./, "");

/**
 * The credential's claims from the caller's, by the contract's id-token-hint rules. Refuses a claim that is required
 * and missing, and one that the contract does not know; values never appear in the refusal.
 */
export function claimsByRules(rules: ContractRules, input: Readonly<Record<string, string>>): Record<string, string> {
  const mappings = hintMappings(rules);
  const given = new Map(Object.entries(input).map(([name, value]) => [bareName(name), value]));
  const fields: Record<string, string> = {};
  const known = new Set(mappings.map(({ inputClaim }) => bareName(inputClaim)));
  for (const name of given.keys()) {
    if (!known.has(name)) fields[`claims.${name}`] = "The contract has no such input claim: leave it out.";
  }
  const claims: Record<string, string> = {};
  for (const { inputClaim, outputClaim, required } of mappings) {
    const value = given.get(bareName(inputClaim));
    if (value !== undefined && value !== "") claims[outputClaim] = value;
    else if (required) fields[`claims.${bareName(inputClaim)}`] = "The contract requires this claim: give a value.";
  }
  const [first] = Object.entries(fields);
  if (first) throw new Problem("invalid_request", `${first[0]}: ${first[1]}`, { fields });
  return claims;
}

/** Mappings of the flow in which the caller brings the claims. */
export const hintMappings = (rules: ContractRules) =>
  (rules.attestations.idTokenHints ?? []).flatMap(({ mapping }) => mapping);

/** What type each claim of the credential has, where the contract says so. */
export const claimTypes = (rules: ContractRules): Record<string, string> =>
  Object.fromEntries(hintMappings(rules).flatMap(({ outputClaim, type }) => (type ? [[outputClaim, type]] : [])));

/** The value by which the credential can be found again, in NFC (Admin API reference, section 9.3); null without index. */
export function indexedValue(rules: ContractRules, claims: Readonly<Record<string, string>>): string | null {
  const indexed = hintMappings(rules).find(({ indexed }) => indexed);
  return (indexed && own(claims, indexed.outputClaim)?.normalize("NFC")) ?? null;
}
