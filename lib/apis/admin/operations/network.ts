import { DomainFilter, NetworkAuthorities, NetworkContracts } from "@/lib/apis/admin/shapes/network";
import { operation } from "@/lib/http/operation";
import { NetworkAuthorityRef } from "@/lib/network/schema";

/** Section 18. Its answers are bare lists. */
export const networkOperations = {
  searchNetwork: operation({
    method: "GET",
    path: "/v1.0/verifiableCredentialsNetwork/authorities",
    useCase: "searchNetwork",
    summary: "Find authorities of the network by their linked domain",
    description: "At most 15, all with a verified domain and with a contract that they make available.",
    query: DomainFilter,
    response: NetworkAuthorities,
    status: 200,
  }),
  listNetworkContracts: operation({
    method: "GET",
    path: "/v1.0/tenants/{tenantId}/verifiableCredentialsNetwork/authorities/{issuerId}/contracts",
    useCase: "listNetworkContracts",
    summary: "List the contracts that an authority makes available",
    description: "At most 100. The claims are named as in the credential.",
    params: NetworkAuthorityRef,
    response: NetworkContracts,
    status: 200,
  }),
};
