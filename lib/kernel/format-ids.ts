/** How a credential can be written. */
export const formatIds = ["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"] as const;
