import { type ApiCall, adminPath, betaPath } from "@/components/developer/api-request";
import type { AuthorityView } from "@/lib/authority/schema";

export const listAuthoritiesCall: ApiCall = {
  operation: "listAuthorities",
  title: "List the authorities",
  request: { method: "GET", path: adminPath("authorities") },
};

/** What became of an authority's offers. */
export const transactionsCall = ({ id, name }: { id: string; name: string }): ApiCall => ({
  operation: "listTransactions",
  title: `List what became of the offers of ${name}`,
  request: { method: "GET", path: betaPath("authorities", id, "transactions"), query: { top: "50" } },
});

type CallableAuthority = Pick<AuthorityView, "id" | "did" | "linkedDomainUrl">;

/** What can be asked of one authority. */
export const authorityCalls = ({ id, did, linkedDomainUrl }: CallableAuthority): ApiCall[] => [
  {
    operation: "getAuthority",
    title: "Get the authority",
    request: { method: "GET", path: adminPath("authorities", id) },
  },
  {
    operation: "generateDidDocument",
    title: "Generate its DID document",
    request: { method: "POST", path: adminPath("authorities", id, "generateDidDocument") },
  },
  ...(linkedDomainUrl === null ? [] : domainCalls(id, linkedDomainUrl)),
  ...(did.startsWith("did:web:") ? rotationCalls(id) : []),
];

/** What concerns the domain that vouches for an authority. */
const domainCalls = (id: string, domainUrl: string): ApiCall[] => [
  {
    operation: "generateDidConfiguration",
    title: "Generate its DID configuration",
    request: {
      method: "POST",
      path: adminPath("authorities", id, "generateWellknownDidConfiguration"),
      body: { domainUrl },
    },
  },
  {
    operation: "validateDidConfiguration",
    title: "Check its domain",
    request: { method: "POST", path: adminPath("authorities", id, "validateWellKnownDidConfiguration") },
  },
];

/** What can be done with the keys of an authority. */
export const keyCalls = ({ id, name, did }: { id: string; name: string; did: string }): ApiCall[] => [
  {
    operation: "getAuthority",
    title: `Get ${name} with its keys`,
    request: { method: "GET", path: adminPath("authorities", id) },
  },
  ...(did.startsWith("did:web:") ? rotationCalls(id) : []),
];

function rotationCalls(id: string): ApiCall[] {
  const path = (...segments: string[]) => adminPath("authorities", id, "didInfo", ...segments);
  return [
    {
      operation: "rotateSigningKey",
      title: "Make a new signing key",
      request: { method: "POST", path: path("signingKeys", "rotate") },
    },
    {
      operation: "addSigningKey",
      title: "Make a new signing key on a curve",
      request: { method: "POST", path: path("signingKeys"), body: { signingKeyCurve: "P-256" } },
    },
    {
      operation: "synchronizeDidDocument",
      title: "Sign with the newest key, once the hosted document has it",
      request: { method: "POST", path: path("synchronizeWithDidDocument") },
    },
  ];
}
