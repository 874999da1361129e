import { type AuthorityDraft, authorityInput } from "@/components/authority/authority-draft";
import { type ApiCall, adminPath, fromEnvironment } from "@/components/developer/api-request";
import { secretNames } from "@/components/signing-key/key-sources";
import type { AuthorityView } from "@/lib/authority/schema";

export const listAuthoritiesCall: ApiCall = {
  operation: "listAuthorities",
  title: "List the authorities",
  request: { method: "GET", path: adminPath("authorities") },
};

/** The draft as it stands; the secret of an access key never stands in it (security S1). */
export const createAuthorityCall = (draft: AuthorityDraft): ApiCall => ({
  operation: "createAuthority",
  title: "Create the authority",
  request: { method: "POST", path: adminPath("authorities"), body: withoutSecret(authorityInput(draft)) },
});

/** A key is made along with an authority: the API has no keys without one. */
export const keyOfNewAuthorityCall = (key: AuthorityDraft["key"]): ApiCall => ({
  ...createAuthorityCall({
    name: "Example",
    linkedDomainUrl: "https://verifiedid.example.org/",
    signingKeyId: null,
    key,
  }),
  title: "Make the key along with an authority",
});

/** By the names that the key stores' own tools know, where they have any. */
const variables: Readonly<Record<string, string>> = {
  secretAccessKey: "AWS_SECRET_ACCESS_KEY",
  clientSecret: "AZURE_CLIENT_SECRET",
  token: "VAULT_TOKEN",
};
const variableOf = (name: string): string => variables[name] ?? `VAULT_${name.replace(/[A-Z]/g, "_$&").toUpperCase()}`;

function withoutSecret(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (name, value) =>
    secretNames.has(name) ? fromEnvironment(variableOf(name)) : value,
  );
}

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
