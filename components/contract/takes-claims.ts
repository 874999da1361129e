import type { ContractView } from "@/lib/contract/schema";

/** Whether its claims come with the request, so that a form, a file or a call can issue by it. Those of the Issuer API's catalogue name none. */
export const takesClaims = ({ rules }: Pick<ContractView, "rules">): boolean =>
  rules.attestations.idTokenHints?.some(({ mapping }) => mapping.length > 0) ?? false;
