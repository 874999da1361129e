import { badgeContent } from "@/lib/apis/issuer/examples";

/** What is asked to be issued as a W3C credential, with no status of ours. */
export const w3c = (changes: object = {}, credentialConfigurationId = "OpenBadgeCredential_jwt_vc_json") => ({
  credentialConfigurationId,
  credentialStatus: null,
  credentialData: {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    credentialSubject: { name: "Sample Person" },
  },
  ...changes,
});

/** The same as an SD-JWT VC. */
export const sdJwt = (changes: object = {}, credentialConfigurationId = "IdentityCredential_vc+sd-jwt") => ({
  credentialConfigurationId,
  credentialStatus: null,
  credentialData: { given_name: "Sample" },
  ...changes,
});

export const licence = (changes: object = {}) => ({
  credentialConfigurationId: "org.iso.18013.5.1.mDL",
  mdocData: { "org.iso.18013.5.1": { family_name: "Sample" } },
  ...changes,
});

/** The badge of walt.id's own example, with an entry of our status lists. */
export const exampleBadge = (changes: object = {}) => ({ standardVersion: "V1", ...badgeContent, ...changes });

/** An SD-JWT VC with a mapping and a claim to disclose, with an entry of our status lists. */
export const exampleIdentity = (changes: object = {}) => ({
  standardVersion: "V1",
  credentialConfigurationId: "identity_credential_vc+sd-jwt",
  credentialData: { given_name: "Sample", birthdate: "1990-01-01" },
  mapping: { id: "<uuid>", iat: "<timestamp-seconds>", exp: "<timestamp-in-seconds:365d>" },
  selectiveDisclosure: { fields: { birthdate: { sd: true } } },
  ...changes,
});
