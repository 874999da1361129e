import { BASE } from "@/lib/apis/admin/operations/tenant";
import { listOf, Paging } from "@/lib/apis/admin/paging";
import {
  Authority,
  AuthorityParams,
  CreateAuthorityBody,
  DidConfiguration,
  DidConfigurationBody,
  DidDocument,
} from "@/lib/apis/admin/shapes/authority";
import { operation } from "@/lib/http/operation";

const one = `${BASE}/authorities/{authorityId}`;

export const authorityOperations = {
  createAuthority: operation({
    method: "POST",
    path: `${BASE}/authorities`,
    summary: "Create an authority",
    body: CreateAuthorityBody,
    response: Authority,
    status: 201,
    repeatable: "createAuthority",
  }),
  listAuthorities: operation({
    method: "GET",
    path: `${BASE}/authorities`,
    summary: "List the authorities",
    query: Paging,
    response: listOf(Authority),
    status: 200,
  }),
  getAuthority: operation({
    method: "GET",
    path: one,
    summary: "Get an authority",
    params: AuthorityParams,
    response: Authority,
    status: 200,
  }),
  generateDidDocument: operation({
    method: "POST",
    path: `${one}/generateDidDocument`,
    summary: "Generate the DID document to host",
    params: AuthorityParams,
    response: DidDocument,
    status: 200,
  }),
  generateDidConfiguration: operation({
    method: "POST",
    path: `${one}/generateWellknownDidConfiguration`,
    summary: "Generate the well-known DID configuration to host",
    params: AuthorityParams,
    body: DidConfigurationBody,
    response: DidConfiguration,
    status: 200,
  }),
  validateDidConfiguration: operation({
    method: "POST",
    path: `${one}/validateWellKnownDidConfiguration`,
    summary: "Validate what the linked domain hosts",
    params: AuthorityParams,
    status: 204,
  }),
};
