import { claimMappings } from "@/lib/contract/claim-mappings";
import { contentOf } from "@/lib/contract/store";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { NetworkAuthorityRef, type NetworkContract } from "@/lib/network/schema";
import { availableContract, visibleAuthority } from "@/lib/network/visible";
import { defineUseCase } from "@/lib/use-case";

const LISTED_MAX = 100;

const listStatement = {
  name: "list-network-contracts",
  text: `SELECT c.id, c.name, c.version, v.rules, v.displays FROM authority a
    JOIN contract c ON c.tenant_id = a.tenant_id AND c.authority_id = a.id AND ${availableContract}
    JOIN contract_version v ON v.tenant_id = c.tenant_id AND v.contract_id = c.id AND v.version = c.version
    WHERE a.tenant_id = $1 AND a.id = $2 AND ${visibleAuthority}
    ORDER BY c.name_key LIMIT ${LISTED_MAX}`,
};

interface Row {
  id: string;
  name: string;
  version: number;
  rules: unknown;
  displays: unknown;
}

/**
 * The contracts that an authority made available, 100 at most (section 18). An authority that shows none is as absent as
 * one that never was, so that nobody learns of those that keep to themselves (security I10).
 */
export const listNetworkContracts = defineUseCase(
  { name: "listNetworkContracts", input: NetworkAuthorityRef },
  async (ctx, { tenantId, issuerId }): Promise<NetworkContract[]> => {
    const known = isUuid(tenantId) && isUuid(issuerId);
    const rows = known ? await ctx.sql<Row>(listStatement, [tenantId.toLowerCase(), issuerId.toLowerCase()]) : [];
    if (rows.length === 0) {
      const message = "The network has no such authority.";
      throw new Problem("not_found", message, { fields: { issuerId: message } });
    }
    return rows.map(({ id, name, version, ...row }) => {
      const { rules } = contentOf(ctx, { tenantId: tenantId.toLowerCase(), contractId: id, version }, row);
      const claims = claimMappings(rules.attestations).map(({ mapping }) => mapping.outputClaim);
      return { name, types: rules.vc.type, claims };
    });
  },
);
