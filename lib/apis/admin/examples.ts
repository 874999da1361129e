import type { OperationExamples } from "@/lib/http/operation";

/** One organisation's things, the same through all examples of the reference. */
const tenantId = "f5bf2fc6-7135-4d94-a6fe-c26e4543bc5a";
const authorityId = "ffea7eb3-0000-4111-9222-000000000000";
const contractId = "ZjViZjJmYzYtNzEzNS00ZDk0LWE2ZmUtYzI2ZTQ1NDNiYzVhc3RhZmYgYmFkZ2U";
const credentialId = "urn:pic:aea42fb3724b4ef08bd2d2712e79bda2";
const did = "did:web:verifiedid.example.org";
const keyUrl = "arn:aws:kms:eu-central-1:111122223333:key/5c1b2c3d-0000-4000-8000-0f1e2d3c4b5a";
const keyFragment = "#a2518db3b6b44332b3b667928a51b0cavcSigningKey-ffea7";
const hash = "tmrokKIZoxbM7q/aNkPvJxVTLAHVxo6NHlAVT78tlDI=";
const manifestUrl = `https://portal.example.org/v1.0/tenants/${tenantId}/verifiableCredentials/contracts/${contractId}/manifest`;

const onAuthority = { params: { authorityId } };
const onContract = { params: { authorityId, contractId } };
const onCredential = { params: { authorityId, contractId, credentialId } };

const authority = {
  id: authorityId,
  name: "Example",
  status: "Enabled",
  didModel: {
    did,
    signingKeys: [keyUrl],
    recoveryKeys: [],
    updateKeys: [],
    encryptionKeys: [],
    linkedDomainUrls: ["https://verifiedid.example.org/"],
    didDocumentStatus: "published",
  },
  kmsMetadata: { backend: "aws", region: "eu-central-1", keyId: keyUrl, keyType: "P-256" },
  linkedDomainsVerified: true,
};

const signingKeyId = "3a1f6f2f-0c7c-4111-8b1a-b2a84d0c4f4a";
const nextKeyUrl = "arn:aws:kms:eu-central-1:111122223333:key/7e8f9a0b-0000-4000-8000-1a2b3c4d5e6f";
const rotated = {
  ...authority,
  didModel: { ...authority.didModel, signingKeys: [nextKeyUrl, keyUrl], didDocumentStatus: "outOfSync" },
};
const settings = {
  id: tenantId,
  name: "Example",
  defaultKeyStore: null,
  serverKeyStore: "aws",
  webAuthorityDeletionAllowed: false,
  batchEventNames: false,
  country: null,
};
const bulkRevocationId = "0c7c1f6f-4d0c-4f4a-9f6c-6b1ab2a82f0c";
const bulkRevocation = {
  id: bulkRevocationId,
  status: "running",
  total: 240,
  revoked: 80,
  failed: 0,
  reason: "The badges are replaced.",
  createdAt: "2028-01-22T19:18:00.000Z",
  completedAt: null,
  failures: [],
};

const rules = {
  attestations: {
    idTokenHints: [
      {
        mapping: [
          { inputClaim: "name", outputClaim: "displayName", indexed: false, required: true },
          { inputClaim: "number", outputClaim: "staffNumber", indexed: true, required: true },
        ],
        required: true,
      },
    ],
  },
  validityInterval: 31_536_000,
  vc: { type: ["StaffBadge"] },
};

const displays = [
  {
    locale: "en",
    card: {
      title: "Staff badge",
      issuedBy: "Example",
      backgroundColor: "#12107C",
      textColor: "#FFFFFF",
      description: "For people who work here.",
    },
    consent: { title: "Get your badge?", instructions: "Check your name." },
    claims: [
      { claim: "vc.credentialSubject.displayName", label: "Name", type: "String" },
      { claim: "vc.credentialSubject.staffNumber", label: "Staff number", type: "String" },
    ],
  },
];

const contract = {
  id: contractId,
  name: "Staff badge",
  status: "Enabled",
  authorityId,
  issuerId: authorityId,
  manifestUrl,
  issueNotificationEnabled: false,
  issueNotificationAllowedToGroupOids: null,
  availableInVcDirectory: false,
  allowOverrideValidityIntervalOnIssuance: false,
  formats: ["jwt_vc_json", "dc+sd-jwt"],
  rules,
  displays,
};

const found = {
  id: credentialId,
  status: "valid",
  issuedAtTimestamp: "Sat, 22 Jan 2028 19:18:00 GMT",
  contractId,
  issuedAt: "2028-01-22T19:18:00.0000000Z",
};

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
