import { compareDisplays } from "@/lib/contract/compare-displays";
import { compareRules } from "@/lib/contract/compare-rules";
import type { ContractDisplay } from "@/lib/contract/display-schema";
import type { ContractRules } from "@/lib/contract/rules-schema";

/** What of a contract differs from version to version. */
interface ContractContents {
  readonly rules: ContractRules;
  readonly displays: readonly ContractDisplay[];
}

/** What changed between two versions, in sentences for people; none when they say the same. */
export const compareContracts = (before: ContractContents, after: ContractContents): string[] => [
  ...compareRules(before.rules, after.rules),
  ...compareDisplays(before.displays, after.displays),
];
