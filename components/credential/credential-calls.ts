import { type ApiCall, adminPath, betaPath } from "@/components/developer/api-request";
import type { CredentialView } from "@/lib/credential/schema";

interface ContractPlace {
  readonly authorityId: string;
  readonly publicId: string;
  readonly name: string;
}

/** Credentials by the hash of their indexed claim: `base64(SHA-256(contract id + value))`. */
export const searchCall = ({ authorityId, publicId, name }: ContractPlace, hash: string): ApiCall => ({
  operation: "searchCredentials",
  title: `Find credentials of ${name} by the hash of their indexed claim`,
  request: {
    method: "GET",
    path: adminPath("authorities", authorityId, "contracts", publicId, "credentials"),
    query: { filter: `indexclaimhash eq ${hash}` },
  },
});

/** What a contract has issued, the newest first. */
export const listCredentialsCall = ({ authorityId, publicId, name }: ContractPlace): ApiCall => ({
  operation: "listCredentials",
  title: `List the credentials of ${name}`,
  request: {
    method: "GET",
    path: betaPath("authorities", authorityId, "contracts", publicId, "credentials"),
    query: { top: "50" },
  },
});

/** What can be done with one credential. */
export function credentialCalls({ authorityId, contractPublicId, urn }: CredentialView): ApiCall[] {
  const place = ["authorities", authorityId, "contracts", contractPublicId, "credentials", urn];
  const [path, beta] = [adminPath(...place), betaPath(...place)];
  return [
    { operation: "getCredential", title: "Get the credential", request: { method: "GET", path } },
    {
      operation: "revokeCredential",
      title: "Revoke it for good",
      request: { method: "POST", path: `${path}/revoke` },
    },
    {
      operation: "suspendCredential",
      title: "Suspend it for a time",
      request: { method: "POST", path: `${beta}/suspend` },
    },
    {
      operation: "reinstateCredential",
      title: "Make it valid again",
      request: { method: "POST", path: `${beta}/reinstate` },
    },
  ];
}
