import { type AuthorityDraft, authorityInput } from "@/components/authority/authority-draft";
import { type ApiCall, adminPath, fromEnvironment } from "@/components/developer/api-request";
import { secretNames } from "@/components/signing-key/key-sources";

const exampleAuthority = { name: "Example", linkedDomainUrl: "https://verifiedid.example.org/" };

/** The draft as it stands; the secret of an access key never stands in it (security S1). */
export const createAuthorityCall = (draft: AuthorityDraft): ApiCall => ({
  operation: "createAuthority",
  title: "Create the authority",
  request: { method: "POST", path: adminPath("authorities"), body: withoutSecret(authorityInput(draft)) },
});

/** An authority that signs with a key that is here already. */
export const authorityWithKeyCall = (signingKeyId: string): ApiCall => ({
  operation: "createAuthority",
  title: "Create an authority that signs with this key",
  request: {
    method: "POST",
    path: adminPath("authorities"),
    body: { ...exampleAuthority, didMethod: "web", key: { id: signingKeyId } },
  },
});

/** A key is made along with an authority: the API has no keys without one. */
export const keyOfNewAuthorityCall = (key: AuthorityDraft["key"]): ApiCall => ({
  ...createAuthorityCall({
    ...exampleAuthority,
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
