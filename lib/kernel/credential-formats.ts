/** How a credential can be written. */
export const credentialFormats = ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"] as const;
