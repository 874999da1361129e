import { BASE } from "@/lib/apis/admin/operations/tenant";
import { listOf, Paging } from "@/lib/apis/admin/paging";
import {
  Authority,
  AuthorityParams,
  CreateAuthorityBody,
  DidConfiguration,
  DidConfigurationBody,
  DidDocument,
  SigningKeyBody,
  SigningKeyReply,
} from "@/lib/apis/admin/shapes/authority";
import { operation } from "@/lib/http/operation";

const one = `${BASE}/authorities/{authorityId}`;

export const authorityOperations = {
  createAuthority: operation({
    method: "POST",
    path: `${BASE}/authorities`,
    useCase: "createAuthority",
    summary: "Create an authority",
    body: CreateAuthorityBody,
    response: Authority,
    status: 201,
    repeatable: true,
  }),
  listAuthorities: operation({
    method: "GET",
    path: `${BASE}/authorities`,
    useCase: "listAuthorities",
    summary: "List the authorities",
    query: Paging,
    response: listOf(Authority),
    status: 200,
  }),
  getAuthority: operation({
    method: "GET",
    path: one,
    useCase: "getAuthority",
    summary: "Get an authority",
    params: AuthorityParams,
    response: Authority,
    status: 200,
  }),
  generateDidDocument: operation({
    method: "POST",
    path: `${one}/generateDidDocument`,
    useCase: "generateDidDocument",
    summary: "Generate the DID document to host",
    params: AuthorityParams,
    response: DidDocument,
    status: 200,
  }),
  generateDidConfiguration: operation({
    method: "POST",
    path: `${one}/generateWellknownDidConfiguration`,
    useCase: "generateDidConfiguration",
    summary: "Generate the well-known DID configuration to host",
    params: AuthorityParams,
    body: DidConfigurationBody,
    response: DidConfiguration,
    status: 200,
  }),
  validateDidConfiguration: operation({
    method: "POST",
    path: `${one}/validateWellKnownDidConfiguration`,
    useCase: "validateDidConfiguration",
    summary: "Validate what the linked domain hosts",
    params: AuthorityParams,
    status: 204,
  }),
  rotateSigningKey: operation({
    method: "POST",
    path: `${one}/didInfo/signingKeys/rotate`,
    useCase: "rotateSigningKey",
    summary: "Make a new signing key",
    description:
      "The current key goes on signing until the DID document holds the new one and is synchronized. Ten keys at most; none is dropped unasked.",
    params: AuthorityParams,
    response: Authority,
    status: 200,
    repeatable: true,
  }),
  addSigningKey: operation({
    method: "POST",
    path: `${one}/didInfo/signingKeys`,
    useCase: "addSigningKey",
    summary: "Make a new signing key on a curve",
    description: "As a rotation, on a curve of the caller's choice.",
    params: AuthorityParams,
    body: SigningKeyBody,
    response: SigningKeyReply,
    status: 201,
    repeatable: true,
  }),
  synchronizeDidDocument: operation({
    method: "POST",
    path: `${one}/didInfo/synchronizeWithDidDocument`,
    useCase: "synchronizeDidDocument",
    summary: "Sign with the newest key, if the hosted DID document holds it",
    description:
      "Fetches the hosted did.json. While it lacks the new key, or an older one that credentials still need, the answer is 200 as well and the status stays outOfSync.",
    params: AuthorityParams,
    response: Authority,
    status: 200,
  }),
};
