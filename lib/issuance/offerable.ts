import type { ContractAttestations, ContractRules } from "@/lib/contract/rules-schema";
import { invalidField } from "@/lib/kernel/errors";

type FlowName = keyof ContractAttestations;

/** Flows that the wallet would have to go through itself. An offer brings what the caller says, and nothing else. */
const walletFlows: readonly FlowName[] = ["idTokens", "presentations", "selfIssued", "accessTokens"];

/**
 * Refuses contracts of which an offer could only make half a credential: it fills claims of idTokenHints, so there must
 * be some, and no other flow may be one that the contract cannot do without.
 */
export function requireOfferable({ attestations }: ContractRules): void {
  const hints = (attestations.idTokenHints ?? []).flatMap(({ mapping }) => mapping);
  const others = walletFlows.filter((name) => flowsOf(attestations, name).length > 0);
  if (hints.length === 0) {
    const has = others.length > 0 ? `This contract takes its claims from ${others.join(" and ")} only. ` : "";
    throw invalidField(
      "manifest",
      `${has}Only idTokenHints can be issued by an offer: give the contract some claims there.`,
    );
  }
  const needed = others.filter((name) => flowsOf(attestations, name).some(isNeeded));
  if (needed.length === 0) return;
  const message = `This contract requires ${needed.join(" and ")}, and an offer brings claims of idTokenHints only: make what it requires optional, or take it from idTokenHints.`;
  throw invalidField("manifest", message);
}

const flowsOf = (attestations: ContractAttestations, name: FlowName) => [attestations[name] ?? []].flat();

const isNeeded = ({ required, mapping }: ReturnType<typeof flowsOf>[number]): boolean =>
  required || mapping.some((claim) => claim.required);
