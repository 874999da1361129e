import { BASE, BETA } from "@/lib/apis/admin/operations/tenant";
import { listOf } from "@/lib/apis/admin/paging";
import { BulkRevocation, BulkRevocationBody, BulkRevocationParams } from "@/lib/apis/admin/shapes/bulk-revocation";
import { ContractParams } from "@/lib/apis/admin/shapes/contract";
import {
  Credential,
  CredentialListQuery,
  CredentialParams,
  CredentialQuery,
  FoundCredential,
  IndexHashFilter,
} from "@/lib/apis/admin/shapes/credential";
import { operation } from "@/lib/http/operation";

const all = `${BASE}/authorities/{authorityId}/contracts/{contractId}/credentials`;
const one = `${all}/{credentialId}`;
const bulk = `${BETA}/authorities/{authorityId}/contracts/{contractId}/bulkRevocations`;
const additional = `${BETA}/authorities/{authorityId}/contracts/{contractId}/credentials`;

export const credentialOperations = {
  searchCredentials: operation({
    method: "GET",
    path: all,
    useCase: "searchCredentials",
    summary: "Find credentials by the hash of their indexed claim",
    description:
      "The newest first, all of them at once; with top in pages. Where a hundred thousand share a value, nextLink leads to the rest.",
    query: IndexHashFilter,
    params: ContractParams,
    response: listOf(FoundCredential),
    status: 200,
  }),
  getCredential: operation({
    method: "GET",
    path: one,
    useCase: "getCredential",
    summary: "Get a credential",
    query: CredentialQuery,
    params: CredentialParams,
    response: Credential,
    status: 200,
  }),
  revokeCredential: operation({
    method: "POST",
    path: `${one}/revoke`,
    useCase: "revokeCredential",
    summary: "Revoke a credential for good",
    params: CredentialParams,
    status: 204,
  }),
  listCredentials: operation({
    method: "GET",
    path: additional,
    useCase: "listCredentials",
    summary: "List the credentials of a contract",
    description: "The newest first, in pages: nextLink leads to the next one.",
    query: CredentialListQuery,
    params: ContractParams,
    response: listOf(FoundCredential),
    status: 200,
  }),
  createBulkRevocation: operation({
    method: "POST",
    path: bulk,
    useCase: "createBulkRevocation",
    summary: "Revoke many credentials of a contract for good",
    description:
      "Name up to 1000 by their ids, or choose all that were issued in a time. They are revoked one after another, over a restart too; each is told in the audit trail.",
    params: ContractParams,
    body: BulkRevocationBody,
    response: BulkRevocation,
    status: 202,
    repeatable: true,
  }),
  getBulkRevocation: operation({
    method: "GET",
    path: `${bulk}/{bulkRevocationId}`,
    useCase: "getBulkRevocation",
    summary: "How far a bulk revocation has come",
    params: BulkRevocationParams,
    response: BulkRevocation,
    status: 200,
  }),
  suspendCredential: operation({
    method: "POST",
    path: `${additional}/{credentialId}/suspend`,
    useCase: "suspendCredential",
    summary: "Suspend a credential until it is reinstated",
    description:
      "The Token Status List shows it as suspended (2). The W3C list, which knows one bad state only, shows it as not valid until then.",
    params: CredentialParams,
    status: 204,
  }),
  reinstateCredential: operation({
    method: "POST",
    path: `${additional}/{credentialId}/reinstate`,
    useCase: "reinstateCredential",
    summary: "Make a suspended credential valid again",
    params: CredentialParams,
    status: 204,
  }),
};
