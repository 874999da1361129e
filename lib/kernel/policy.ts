import type { Permission } from "@/lib/kernel/permissions";
import { permissions } from "@/lib/kernel/permissions";

/**
 * The authorisation matrix: the one place that says who may do what. Use cases take their permission from here by
 * name, so one without a row does not compile; the tests walk every row with every principal.
 */
export const policy = {
  // tenant
  onboardTenant: "Tenant.Onboard",
  optOut: "Tenant.OptOut",
  startOptOut: "Tenant.OptOut",
  confirmOptOut: "Tenant.OptOut",
  exportOrganisation: "Tenant.OptOut",
  getOrganisationSettings: "Authority.Read",
  updateOrganisationSettings: "Tenant.ReadWrite",
  getOverview: "Authority.Read",
  // signing keys
  onboardSigningKey: "SigningKey.Create",
  onboardIssuer: "SigningKey.Create",
  onboardIaca: "SigningKey.Create",
  onboardDocumentSigner: "SigningKey.Create",
  importIssuerKey: "SigningKey.Create",
  rotateKeyCredentials: "SigningKey.Create",
  listSigningKeys: "SigningKey.Read",
  getSigningKey: "SigningKey.Read",
  // authorities
  createAuthority: "Authority.ReadWrite",
  listAuthorities: "Authority.Read",
  getAuthority: "Authority.Read",
  updateAuthority: "Authority.ReadWrite",
  updateLinkedDomain: "Authority.ReadWrite",
  deleteAuthority: "Authority.ReadWrite",
  getDomainCheck: "Authority.Read",
  generateDidDocument: "Authority.ReadWrite",
  generateDidConfiguration: "Authority.ReadWrite",
  validateDidConfiguration: "Authority.ReadWrite",
  rotateSigningKey: "Authority.ReadWrite",
  addSigningKey: "Authority.ReadWrite",
  synchronizeDidDocument: "Authority.ReadWrite",
  compareDidDocument: "Authority.ReadWrite",
  cancelRotation: "Authority.ReadWrite",
  removeAuthorityKey: "Authority.ReadWrite",
  countKeyCredentials: "Authority.Read",
  listKeyUses: "Authority.Read",
  // contracts
  createContract: "Contract.ReadWrite",
  updateContract: "Contract.ReadWrite",
  archiveContract: "Contract.ReadWrite",
  listContracts: "Contract.Read",
  listContractDocuments: "Contract.Read",
  listContractVersions: "Contract.Read",
  getContractVersion: "Contract.Read",
  getContract: "Contract.Read",
  readLogo: "Contract.Read",
  // issuance
  signRaw: "Credential.Issue",
  createIssuance: "Credential.Issue",
  createCredentialOffer: "Credential.Issue",
  getIssuance: "Credential.Issue",
  createBulkIssuance: "Credential.Issue",
  addBulkIssuanceRows: "Credential.Issue",
  startBulkIssuance: "Credential.Issue",
  pauseBulkIssuance: "Credential.Issue",
  resumeBulkIssuance: "Credential.Issue",
  cancelBulkIssuance: "Credential.Issue",
  retryBulkIssuance: "Credential.Issue",
  repairBulkIssuanceRow: "Credential.Issue",
  getBulkIssuance: "Credential.Issue",
  listBulkIssuances: "Credential.Issue",
  listBulkIssuanceRows: "Credential.Issue",
  exportBulkIssuance: "Credential.Issue",
  // credentials
  searchCredentials: "Credential.Search",
  findCredentials: "Credential.Search",
  getCredential: "Credential.Search",
  listCredentials: "Credential.Search",
  revokeCredential: "Credential.Revoke",
  suspendCredential: "Credential.Revoke",
  reinstateCredential: "Credential.Revoke",
  createBulkRevocation: "Credential.Revoke",
  getBulkRevocation: "Credential.Search",
  countRevocable: "Credential.Revoke",
  // the network of this installation
  searchNetwork: "Network.Read",
  listNetworkContracts: "Network.Read",
  // audit
  listTransactions: "Audit.Read",
  listIssuanceSessions: "Audit.Read",
  getIssuanceSession: "Audit.Read",
  listAuditEvents: "Audit.Read",
  verifyAuditChain: "Audit.Read",
  // deliveries of callbacks and webhooks
  listDeliveries: "Audit.Read",
  getDelivery: "Audit.Read",
  replayDeliveries: "Tenant.ReadWrite",
  listWebhooks: "Audit.Read",
  createWebhook: "Tenant.ReadWrite",
  updateWebhook: "Tenant.ReadWrite",
  deleteWebhook: "Tenant.ReadWrite",
  testWebhook: "Tenant.ReadWrite",
  // API clients
  createApiClient: "ApiClient.ReadWrite",
  disableApiClient: "ApiClient.ReadWrite",
  listApiClients: "ApiClient.Read",
} as const satisfies Record<string, Permission>;

export type UseCaseName = keyof typeof policy;

/** What no role but the owner's may do, and that only with a fresh sign-in, though others have the permission (A6). */
export const onlyForOwners: ReadonlySet<UseCaseName> = new Set(["deleteAuthority", "removeAuthorityKey"]);

export const roles = ["owner", "admin", "reader"] as const;
export type Role = (typeof roles)[number];

const readerPermissions: readonly Permission[] = [
  "Authority.Read",
  "SigningKey.Read",
  "Contract.Read",
  "Credential.Search",
  "Network.Read",
  "Audit.Read",
  "ApiClient.Read",
];

const adminPermissions: readonly Permission[] = permissions.filter(
  (permission) => permission !== "Tenant.OptOut" && permission !== "Member.ReadWrite",
);

/** What each role may do. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: adminPermissions,
  reader: readerPermissions,
};

/** What each application permission of the Admin API and the Request Service grants. */
export const applicationPermissions: Record<string, readonly Permission[]> = {
  "VerifiableCredential.Authority.ReadWrite": [
    "Authority.Read",
    "Authority.ReadWrite",
    "SigningKey.Read",
    "SigningKey.Create",
  ],
  "VerifiableCredential.Authority.Read": ["Authority.Read"],
  "VerifiableCredential.Contract.ReadWrite": ["Contract.Read", "Contract.ReadWrite"],
  "VerifiableCredential.Contract.Read": ["Contract.Read"],
  "VerifiableCredential.Credential.Search": ["Credential.Search"],
  "VerifiableCredential.Credential.Revoke": ["Credential.Revoke"],
  "VerifiableCredential.Network.Read": ["Network.Read"],
  "VerifiableCredential.Create.All": ["Credential.Issue"],
  "VerifiableCredential.Create.IssueRequest": ["Credential.Issue"],
};

/** Roles that outside issuers put into their tokens, by name or by Entra's directory role template (`wids`). */
export const outsideRoles: Record<string, Role> = {
  // Both may opt out, as the real service lets them (Admin API, section 2.3): here that is an owner's right.
  "Global Administrator": "owner",
  "Authentication Policy Administrator": "owner",
  "Global Reader": "reader",
  "62e90394-69f5-4237-9190-012177145e10": "owner",
  "0526716b-113d-4c15-b2c8-68e3c22b9f80": "owner",
  "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "reader",
};
