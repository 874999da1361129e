import type { OperationExamples } from "@/lib/http/operation";

const issuerKey = { type: "aws", id: "324ebf67-6bcc-4439-8b81-260bf0a82532" };

/** The badge of walt.id's own example: what it says, and what is worked out when a wallet claims. */
export const badgeContent = {
  credentialData: {
    "@context": [
      "https://www.w3.org/2018/credentials/v1",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    ],
    id: "urn:uuid:to-be-replaced",
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: "Sample badge",
    issuer: { type: ["Profile"], name: "Example Works" },
    credentialSubject: { type: ["AchievementSubject"] },
  },
  mapping: {
    id: "<uuid>",
    issuer: { id: "<issuerDid>" },
    credentialSubject: { id: "<subjectDid>" },
    issuanceDate: "<timestamp>",
    expirationDate: "<timestamp-in:365d>",
  },
};

const badge = { issuerKey, credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json", ...badgeContent };

const identity = {
  issuerKey,
  credentialConfigurationId: "identity_credential_vc+sd-jwt",
  credentialData: { given_name: "Sample", family_name: "Person", birthdate: "1990-01-01" },
  mapping: { iat: "<timestamp-seconds>", exp: "<timestamp-in-seconds:365d>" },
  selectiveDisclosure: { fields: { birthdate: { sd: true } }, decoyMode: "NONE", decoys: 0 },
};

const licence = {
  issuerKey,
  credentialConfigurationId: "org.iso.18013.5.1.mDL",
  mdocData: { "org.iso.18013.5.1": { family_name: "Person", given_name: "Sample", birth_date: "1990-01-01" } },
};

const offer =
  "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fportal.example.org%2Foid4vci%2F7f0e5c3a-5a47-4a8e-9a59-1f0c2f8f7a11%2Fdraft13%2Foffers%2FexampleToken%2FcredentialOffer%3Fid%3D2f6d5f2e-0000-4000-8000-000000000001";

/** Sample data through and through: the key and its DID are the vectors that the tests hold. */
const publicKey =
  '{"kty":"EC","crv":"P-256","x":"RfvJGDXOjz3NOSKgZ0VlijXST8S-j96DrG0C1AMNAK8","y":"vSt2q7yIy0-AhAirMuuDmUScxkgf4JVfId-vTETraQA"}';

const signing: OperationExamples = {
  body: {
    issuerKey: { type: "aws", id: "324ebf67-6bcc-4439-8b81-260bf0a82532" },
    subjectDid: "did:key:z6MkjoRhq1jSNJdLiruSXrFFxagqrztZaXHqHGUTKJbcNywp",
    credentialData: {
      "@context": ["https://www.w3.org/2018/credentials/v1"],
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      credentialSubject: { name: "Sample Person" },
    },
    mapping: { id: "<uuid>", issuanceDate: "<timestamp>", "jwt:exp": "<timestamp-in-seconds:365d>" },
  },
};
const iacaKey = { type: "jwk", jwk: { ...JSON.parse(publicKey), kid: "gCsX6w0mZHWWRx7DZcE2L-xz6fWk4eq6qYpYbX9MUys" } };

const pem = "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n";

export const issuerExamples: Readonly<Record<string, OperationExamples>> = {
  signRaw: signing,
  sign: signing,
  issueJwt: { body: badge, response: offer },
  issueSdJwt: { body: identity, response: offer },
  issueMdoc: { body: licence, response: offer },
  issueJwtBatch: { body: [badge, badge], response: offer },
  issueSdJwtBatch: { body: [identity, identity], response: offer },
  issueMdocBatch: { body: [licence, licence], response: offer },
  issue: { body: badge, response: offer },
  batchIssue: { body: [badge, badge], response: offer },
  onboardIssuer: {
    body: {
      key: {
        backend: "aws",
        keyType: "secp256r1",
        config: {
          auth: {
            accessKeyId: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
            region: "eu-central-1",
          },
        },
      },
      did: { method: "jwk" },
    },
    response: {
      issuerKey: {
        type: "aws",
        config: { auth: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", region: "eu-central-1" } },
        id: "324ebf67-6bcc-4439-8b81-260bf0a82532",
        _publicKey: publicKey,
        _keyType: "secp256r1",
      },
      issuerDid: `did:jwk:${Buffer.from(publicKey).toString("base64url")}`,
    },
  },
  onboardIaca: {
    body: {
      certificateData: {
        country: "US",
        commonName: "Example IACA",
        issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
        crlDistributionPointUri: "https://iaca.example.org/crl",
      },
      ecKeyGenRequestParams: { backend: "jwk", keyType: "secp256r1" },
    },
    response: {
      iacaKey: iacaKey,
      certificatePEM: pem,
      certificateData: {
        country: "US",
        commonName: "Example IACA",
        issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
        crlDistributionPointUri: "https://iaca.example.org/crl",
        notBefore: "2026-03-01T10:20:30.000Z",
        notAfter: "2046-03-01T10:20:30.000Z",
      },
      certificateValidationResult: [],
    },
  },
  onboardDocumentSigner: {
    body: {
      iacaSigner: { iacaKey, iacaPem: pem },
      certificateData: {
        country: "US",
        commonName: "Example document signer",
        crlDistributionPointUri: "https://iaca.example.org/crl",
        issuerUri: "https://iaca.example.org",
      },
      ecKeyGenRequestParams: { backend: "jwk", keyType: "secp256r1" },
    },
    response: {
      documentSignerKey: iacaKey,
      certificatePEM: pem,
      certificateData: {
        country: "US",
        commonName: "Example document signer",
        crlDistributionPointUri: "https://iaca.example.org/crl",
        issuerUri: "https://iaca.example.org",
        notBefore: "2026-03-01T10:20:30.000Z",
        notAfter: "2027-06-01T10:20:30.000Z",
      },
      certificateValidationResult: [],
    },
  },
};
