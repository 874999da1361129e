/**
 * What can be permitted. The names of the Admin API's application permissions, without their common prefix
 * `VerifiableCredential.`, and our own for what that API has no word for.
 */
export const permissions = [
  "Tenant.Onboard",
  "Tenant.OptOut",
  "Tenant.ReadWrite",
  "Authority.Read",
  "Authority.ReadWrite",
  "SigningKey.Read",
  "SigningKey.Create",
  "Contract.Read",
  "Contract.ReadWrite",
  "Credential.Search",
  "Credential.Revoke",
  "Credential.Issue",
  "Network.Read",
  "Audit.Read",
  "ApiClient.Read",
  "ApiClient.ReadWrite",
  "Member.ReadWrite",
] as const;

export type Permission = (typeof permissions)[number];
