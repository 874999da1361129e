import type { ContractDisplay } from "@/lib/contract/display-schema";
import type { ContractRules } from "@/lib/contract/rules-schema";

/** A line of a contract's history. Times are RFC 3339 in UTC. */
export interface VersionSummary {
  readonly version: number;
  readonly createdAt: string;
  /** The e-mail or name of who published it; their id where they are gone, null where nobody knows any more. */
  readonly createdBy: string | null;
  /** What it changed, in sentences; empty for the first. */
  readonly changes: string[];
}

export interface VersionContent {
  readonly version: number;
  readonly rules: ContractRules;
  readonly displays: readonly ContractDisplay[];
}
