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

/** What can be asked of one authority. */
export function authorityCalls({ id, linkedDomainUrl }: Pick<AuthorityView, "id" | "linkedDomainUrl">): ApiCall[] {
  const path = (...segments: string[]) => adminPath("authorities", id, ...segments);
  return [
    { operation: "getAuthority", title: "Get the authority", request: { method: "GET", path: path() } },
    {
      operation: "generateDidDocument",
      title: "Generate its DID document",
      request: { method: "POST", path: path("generateDidDocument") },
    },
    {
      operation: "generateDidConfiguration",
      title: "Generate its DID configuration",
      request: {
        method: "POST",
        path: path("generateWellknownDidConfiguration"),
        body: { domainUrl: linkedDomainUrl },
      },
    },
    {
      operation: "validateDidConfiguration",
      title: "Check its domain",
      request: { method: "POST", path: path("validateWellKnownDidConfiguration") },
    },
    ...rotationCalls(id),
  ];
}

/** What can be done with the keys of an authority. */
export const keyCalls = ({ id, name }: { id: string; name: string }): ApiCall[] => [
  {
    operation: "getAuthority",
    title: `Get ${name} with its keys`,
    request: { method: "GET", path: adminPath("authorities", id) },
  },
  ...rotationCalls(id),
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
