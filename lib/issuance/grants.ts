export const PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
export const AUTHORIZATION_CODE_GRANT = "authorization_code";
