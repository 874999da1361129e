/** The version of OpenID4VCI that an offer and all that follows it are spoken in. */
export const protocols = ["1.0", "draft13", "draft11"] as const;
