/** What `authorization_details` calls the one credential of an offer (OpenID4VCI 1.0, section 6.2). */
export const credentialIdentifier = (sessionId: string): string => `credential-${sessionId}`;
