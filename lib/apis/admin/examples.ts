import {
  authority,
  authorityId,
  bulkRevocation,
  bulkRevocationId,
  contract,
  contractId,
  credentialId,
  did,
  displays,
  found,
  hash,
  keyFragment,
  keyUrl,
  manifestUrl,
  nextKeyUrl,
  onAuthority,
  onContract,
  onCredential,
  rotated,
  rules,
  settings,
  signingKeyId,
  tenantId,
} from "@/lib/apis/admin/example-organisation";
import type { OperationExamples } from "@/lib/http/operation";

export const adminExamples: Readonly<Record<string, OperationExamples>> = {
  onboard: {
    response: {
      id: tenantId,
      verifiableCredentialServicePrincipalId: "aaaaaaaa-bbbb-4ccc-9111-222222222222",
      verifiableCredentialRequestServicePrincipalId: "bbbbbbbb-cccc-4ddd-a222-333333333333",
      verifiableCredentialAdminServicePrincipalId: "cccccccc-dddd-4eee-b333-444444444444",
      status: "Enabled",
    },
  },
  optOut: { response: "OK" },
  getOrganizationSettings: { response: settings },
  updateOrganizationSettings: { body: { name: "Example" }, response: settings },
  createAuthority: {
    body: {
      name: "Example",
      linkedDomainUrl: "https://verifiedid.example.org/",
      didMethod: "web",
      key: { backend: "aws", keyType: "P-256", config: { credentials: "default", region: "eu-central-1" } },
    },
    response: { ...authority, linkedDomainsVerified: false },
  },
  listAuthorities: { response: { value: [authority] } },
  getAuthority: { ...onAuthority, response: authority },
  updateAuthority: { ...onAuthority, body: { name: "New name" }, response: { ...authority, name: "New name" } },
  deleteAuthority: onAuthority,
  updateLinkedDomains: {
    ...onAuthority,
    body: { domainUrls: ["https://verifiedid.example.org/"] },
    response: authority,
  },
  replaceLinkedDomains: { ...onAuthority, body: { domains: ["https://verifiedid.example.org/"] }, response: authority },
  rotateSigningKey: { ...onAuthority, response: rotated },
  addSigningKey: {
    ...onAuthority,
    body: { signingKeyCurve: "P-256" },
    response: { id: signingKeyId, keyUrl: nextKeyUrl, curve: "P-256" },
  },
  listAuthorityKeys: {
    ...onAuthority,
    response: {
      value: [
        {
          id: signingKeyId,
          keyUrl,
          role: "current",
          keyType: "P-256",
          liveCredentials: 240,
          addedAt: "2028-01-22T19:18:00.000Z",
        },
      ],
    },
  },
  removeAuthorityKey: {
    params: { ...onAuthority.params, signingKeyId },
    query: { liveCredentials: "0" },
    response: authority,
  },
  cancelRotation: { ...onAuthority, response: authority },
  synchronizeDidDocument: {
    ...onAuthority,
    response: { ...rotated, didModel: { ...rotated.didModel, didDocumentStatus: "published" } },
  },
  generateDidDocument: {
    ...onAuthority,
    response: {
      id: did,
      "@context": ["https://www.w3.org/ns/did/v1", { "@base": did }],
      service: [
        {
          id: "#linkeddomains",
          type: "LinkedDomains",
          serviceEndpoint: { origins: ["https://verifiedid.example.org/"] },
        },
        {
          id: "#hub",
          type: "IdentityHub",
          serviceEndpoint: { instances: ["https://portal.example.org/v1.0/identityHub"] },
        },
      ],
      verificationMethod: [
        {
          id: keyFragment,
          controller: did,
          type: "JsonWebKey2020",
          publicKeyJwk: {
            kty: "EC",
            crv: "P-256",
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
          },
        },
      ],
      authentication: [keyFragment],
      assertionMethod: [keyFragment],
    },
  },
  generateDidConfiguration: {
    ...onAuthority,
    body: { domainUrl: "https://verifiedid.example.org/" },
    response: {
      "@context": "https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld",
      linked_dids: ["eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkaWQ6d2ViOnZlcmlmaWVkaWQuZXhhbXBsZS5vcmcifQ.c2lnbmF0dXJl"],
    },
  },
  validateDidConfiguration: onAuthority,
  createContract: { ...onAuthority, body: { name: "Staff badge", rules, displays }, response: contract },
  listContracts: { ...onAuthority, response: { value: [contract] } },
  getContract: { ...onContract, response: contract },
  updateContract: {
    ...onContract,
    body: { availableInVcDirectory: true },
    response: { ...contract, availableInVcDirectory: true },
  },
  searchCredentials: {
    ...onContract,
    query: { filter: `indexclaimhash eq ${hash}` },
    response: { value: [found] },
  },
  getCredential: {
    ...onCredential,
    response: { id: credentialId, contractId, status: "valid", issuedAt: "2028-01-22T19:18:00.0000000Z" },
  },
  revokeCredential: onCredential,
  suspendCredential: onCredential,
  reinstateCredential: onCredential,
  listCredentials: { ...onContract, query: { top: "50" }, response: { value: [found] } },
  createBulkRevocation: {
    ...onContract,
    body: { credentialIds: [credentialId], reason: "The badges are replaced." },
    response: bulkRevocation,
  },
  getBulkRevocation: {
    params: { authorityId, contractId, bulkRevocationId },
    response: { ...bulkRevocation, status: "done", revoked: 240, completedAt: "2028-01-22T19:19:30.000Z" },
  },
  archiveContract: onContract,
  getManifest: { params: { tenantId, contractId } },
  searchNetwork: {
    query: { filter: "linkeddomainurls like example" },
    response: [
      { id: authorityId, tenantId, did, name: "Example", linkedDomainUrls: ["https://verifiedid.example.org/"] },
    ],
  },
  listNetworkContracts: {
    params: { tenantId, issuerId: authorityId },
    response: [{ name: "Staff badge", types: ["StaffBadge"], claims: ["displayName", "staffNumber"] }],
  },
  listTransactions: {
    ...onAuthority,
    query: { from: "2028-01-01", to: "2028-01-31" },
    response: {
      value: [
        {
          id: "799f23ea-5241-45af-99ad-cf8e5018814e",
          type: "issuance",
          status: "issued",
          contractId,
          contractName: "Staff badge",
          format: "jwt_vc_json",
          clientName: "Example",
          credentialIds: [credentialId],
          createdAt: "2028-01-22T19:16:30.000Z",
          openedAt: "2028-01-22T19:17:40.000Z",
          redeemedAt: "2028-01-22T19:17:50.000Z",
          issuedAt: "2028-01-22T19:18:00.000Z",
          completedAt: "2028-01-22T19:18:00.000Z",
          error: null,
        },
      ],
    },
  },
  createIssuanceRequest: {
    body: {
      authority: did,
      manifest: manifestUrl,
      type: "StaffBadge",
      registration: { clientName: "Example" },
      callback: {
        url: "https://staff.example.org/callbacks",
        state: "3b6f1a5e",
        headers: { "api-key": "the key that your endpoint checks" },
      },
      claims: { name: "Sample Person", number: "S-1001" },
      pin: { value: "493827", length: 6 },
    },
    response: {
      requestId: "799f23ea-5241-45af-99ad-cf8e5018814e",
      url: "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fportal.example.org%2Foid4vci%2Foffers%2Fexample",
      expiry: 1_831_490_580,
    },
  },
};
