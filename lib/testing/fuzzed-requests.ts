/** Requests of the Issuer API with as many members as they may have, for tests that break one after the other. */
export function issuerRequests(jwk: object) {
  const document = {
    issuerKey: { type: "jwk", jwk },
    credentialData: { type: ["VerifiableCredential", "OpenBadgeCredential"], credentialSubject: { name: "n" } },
    mapping: { id: "<uuid>", "jwt:exp": "<timestamp-in-seconds:1d>", credentialSubject: { id: "<subjectDid>" } },
    selectiveDisclosure: {
      fields: { credentialSubject: { sd: false, children: { fields: { name: { sd: true } } } } },
      decoyMode: "FIXED",
      decoys: 1,
    },
    display: [{ name: "n" }],
    credentialStatus: { id: "s" },
    authenticationMethod: "NONE",
    standardVersion: "V1",
  };
  const sdDocument = {
    issuerKey: { type: "jwk", jwk },
    credentialConfigurationId: "identity_credential_vc+sd-jwt",
    credentialData: { given_name: "n", list: [1, { a: "b" }] },
    mapping: { exp: "<timestamp-in-seconds:1d>", list: [2] },
    selectiveDisclosure: {
      fields: { list: { sd: false, arrayChildren: { elements: [{ sd: true }], wildcard: { sd: true } } } },
    },
    sdJwtCredentialClaims: { extra: [1] },
  };
  const rawSigning = {
    issuerKey: { type: "jwk", id: "unknown" },
    subjectDid: "did:example:s",
    credentialData: { "@context": ["https://www.w3.org/2018/credentials/v1"], credentialSubject: { name: "n" } },
    mapping: { id: "<uuid>", "jwt:exp": "<timestamp-in-seconds:1d>" },
    issuerDid: "did:key:zDnaeV99rhdgMJUtvxsfvGW6gfP6B4Rhv5BKLR8fFhsBa3VCa",
  };
  return { document, sdDocument, rawSigning };
}
