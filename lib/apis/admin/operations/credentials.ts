import { BASE } from "@/lib/apis/admin/operations/tenant";
import { listOf } from "@/lib/apis/admin/paging";
import { ContractParams } from "@/lib/apis/admin/shapes/contract";
import { Credential, CredentialParams, FoundCredential, IndexHashFilter } from "@/lib/apis/admin/shapes/credential";
import { operation } from "@/lib/http/operation";

const all = `${BASE}/authorities/{authorityId}/contracts/{contractId}/credentials`;
const one = `${all}/{credentialId}`;

export const credentialOperations = {
  searchCredentials: operation({
    method: "GET",
    path: all,
    summary: "Find credentials by the hash of their indexed claim",
    query: IndexHashFilter,
    params: ContractParams,
    response: listOf(FoundCredential),
    status: 200,
  }),
  getCredential: operation({
    method: "GET",
    path: one,
    summary: "Get a credential",
    params: CredentialParams,
    response: Credential,
    status: 200,
  }),
  revokeCredential: operation({
    method: "POST",
    path: `${one}/revoke`,
    summary: "Revoke a credential for good",
    params: CredentialParams,
    status: 204,
  }),
};
