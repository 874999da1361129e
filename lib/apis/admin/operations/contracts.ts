import { BASE, BETA } from "@/lib/apis/admin/operations/tenant";
import { listOf, Paging } from "@/lib/apis/admin/paging";
import { AuthorityParams } from "@/lib/apis/admin/shapes/authority";
import { Contract, ContractParams, CreateContractBody, UpdateContractBody } from "@/lib/apis/admin/shapes/contract";
import { operation } from "@/lib/http/operation";

const all = `${BASE}/authorities/{authorityId}/contracts`;
const one = `${all}/{contractId}`;

export const contractOperations = {
  createContract: operation({
    method: "POST",
    path: all,
    useCase: "createContract",
    summary: "Create a contract",
    params: AuthorityParams,
    body: CreateContractBody,
    response: Contract,
    status: 201,
    repeatable: true,
  }),
  listContracts: operation({
    method: "GET",
    path: all,
    useCase: "listContractDocuments",
    summary: "List the contracts of an authority",
    query: Paging,
    params: AuthorityParams,
    response: listOf(Contract),
    status: 200,
  }),
  getContract: operation({
    method: "GET",
    path: one,
    useCase: "getContract",
    summary: "Get a contract",
    params: ContractParams,
    response: Contract,
    status: 200,
  }),
  updateContract: operation({
    method: "PATCH",
    path: one,
    useCase: "updateContract",
    summary: "Change a contract",
    params: ContractParams,
    body: UpdateContractBody,
    response: Contract,
    status: 200,
    conditional: true,
  }),
  archiveContract: operation({
    method: "DELETE",
    path: `${BETA}/authorities/{authorityId}/contracts/{contractId}`,
    useCase: "archiveContract",
    summary: "Delete a contract",
    description:
      "It is archived: no longer listed, offered or published, and its open offers end. What it issued can still be found and revoked, and its name stays taken.",
    params: ContractParams,
    status: 200,
  }),
};
