import { type ApiCall, adminPath } from "@/components/developer/api-request";
import type { AuthorityView } from "@/lib/authority/schema";

export const listAuthoritiesCall: ApiCall = {
  operation: "listAuthorities",
  title: "List the authorities",
  request: { method: "GET", path: adminPath("authorities") },
};

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
    {
      operation: "rotateSigningKey",
      title: "Make a new key",
      request: { method: "POST", path: `${path("didInfo", "signingKeys")}/rotate` },
    },
    {
      operation: "synchronizeDidDocument",
      title: "Sign with it, once the hosted document has it",
      request: { method: "POST", path: path("didInfo", "synchronizeWithDidDocument") },
    },
    {
      operation: "rotateSigningKey",
      title: "Make a new signing key",
      request: { method: "POST", path: path("didInfo", "signingKeys", "rotate") },
    },
    {
      operation: "addSigningKey",
      title: "Make a new signing key on a curve",
      request: { method: "POST", path: path("didInfo", "signingKeys"), body: { signingKeyCurve: "P-256" } },
    },
    {
      operation: "synchronizeDidDocument",
      title: "Sign with the newest key",
      request: { method: "POST", path: path("didInfo", "synchronizeWithDidDocument") },
    },
  ];
}
