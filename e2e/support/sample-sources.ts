/** A claim of a contract as its rules map it. */
export const mapped = (inputClaim: string, outputClaim: string, more: object = {}) => ({
  inputClaim,
  outputClaim,
  required: false,
  indexed: false,
  ...more,
});

/** Each kind of source that a contract may take its claims from (Admin API reference, section 8.3). */
export const idTokens = {
  configuration: "https://login.example.org/.well-known/openid-configuration",
  clientId: "sample-client",
  redirectUri: "vcclient://openid/",
  scope: "openid profile",
  required: true,
  mapping: [mapped("$.given_name", "givenName", { indexed: true })],
};
export const presentations = {
  credentialType: "IdentityCard",
  trustedIssuers: ["did:web:issuer.example.org"],
  contracts: ["https://issuer.example.org/manifest"],
  required: true,
  mapping: [mapped("$.vc.credentialSubject.firstName", "firstName")],
};
export const selfIssued = { required: false, mapping: [mapped("nickname", "nickname", { required: true })] };
export const accessTokens = { required: true, mapping: [mapped("jobTitle", "jobTitle", { type: "String" })] };
export const idTokenHints = { required: true, mapping: [mapped("$.number", "number", { required: true })] };
