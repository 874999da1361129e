/** One organisation's things, the same through all examples of the reference. */
export const tenantId = "f5bf2fc6-7135-4d94-a6fe-c26e4543bc5a";
export const authorityId = "ffea7eb3-0000-4111-9222-000000000000";
export const contractId = "ZjViZjJmYzYtNzEzNS00ZDk0LWE2ZmUtYzI2ZTQ1NDNiYzVhc3RhZmYgYmFkZ2U";
export const credentialId = "urn:pic:aea42fb3724b4ef08bd2d2712e79bda2";
export const did = "did:web:verifiedid.example.org";
export const keyUrl = "arn:aws:kms:eu-central-1:111122223333:key/5c1b2c3d-0000-4000-8000-0f1e2d3c4b5a";
export const keyFragment = "#a2518db3b6b44332b3b667928a51b0cavcSigningKey-ffea7";
export const hash = "tmrokKIZoxbM7q/aNkPvJxVTLAHVxo6NHlAVT78tlDI=";
export const manifestUrl = `https://portal.example.org/v1.0/tenants/${tenantId}/verifiableCredentials/contracts/${contractId}/manifest`;

export const onAuthority = { params: { authorityId } };
export const onContract = { params: { authorityId, contractId } };
export const onCredential = { params: { authorityId, contractId, credentialId } };

export const authority = {
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

export const signingKeyId = "3a1f6f2f-0c7c-4111-8b1a-b2a84d0c4f4a";
export const nextKeyUrl = "arn:aws:kms:eu-central-1:111122223333:key/7e8f9a0b-0000-4000-8000-1a2b3c4d5e6f";
export const rotated = {
  ...authority,
  didModel: { ...authority.didModel, signingKeys: [nextKeyUrl, keyUrl], didDocumentStatus: "outOfSync" },
};
export const settings = {
  id: tenantId,
  name: "Example",
  defaultKeyStore: null,
  serverKeyStore: "aws",
  webAuthorityDeletionAllowed: false,
  batchEventNames: false,
  country: null,
};
export const bulkRevocationId = "0c7c1f6f-4d0c-4f4a-9f6c-6b1ab2a82f0c";
export const bulkRevocation = {
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

export const rules = {
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

export const displays = [
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

export const contract = {
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

export const found = {
  id: credentialId,
  status: "valid",
  issuedAtTimestamp: "Sat, 22 Jan 2028 19:18:00 GMT",
  contractId,
  issuedAt: "2028-01-22T19:18:00.0000000Z",
};
