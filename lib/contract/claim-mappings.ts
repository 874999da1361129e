import type { ClaimMapping, ContractAttestations } from "@/lib/contract/rules-schema";

/** Every mapping of every flow with the JSON path it stands at. */
export function claimMappings(
  attestations: ContractAttestations,
): { path: (string | number)[]; mapping: ClaimMapping }[] {
  return Object.entries(attestations).flatMap(([kind, flows]) => {
    const list = Array.isArray(flows) ? flows : [flows];
    return list.flatMap((one, at) =>
      one.mapping.map((mapping, index) => ({
        path: ["attestations", kind, ...(Array.isArray(flows) ? [at] : []), "mapping", index],
        mapping,
      })),
    );
  });
}
