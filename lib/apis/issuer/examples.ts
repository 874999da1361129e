import type { OperationExamples } from "@/lib/http/operation";

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

export const issuerExamples: Readonly<Record<string, OperationExamples>> = {
  signRaw: signing,
  sign: signing,
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
};
