import type { ContractChanges, ContractView, CreateContract } from "@/lib/contract/schema";

/** A published contract as the designer edits it: the members that a client may send. */
export const contractJson = (contract: ContractView): CreateContract => ({
  authorityId: contract.authorityId,
  name: contract.name,
  rules: contract.rules,
  displays: contract.displays,
  availableInVcDirectory: contract.availableInVcDirectory,
  issueNotificationEnabled: contract.issueNotificationEnabled,
  issueNotificationAllowedToGroupOids: contract.issueNotificationAllowedToGroupOids,
  allowOverrideValidityIntervalOnIssuance: contract.allowOverrideValidityIntervalOnIssuance,
  formats: contract.formats,
});

/** What of a contract may change once it is out: all but its name and authority. */
export const contractChanges = ({
  authorityId: _authority,
  name: _name,
  ...changes
}: CreateContract): ContractChanges => changes;
