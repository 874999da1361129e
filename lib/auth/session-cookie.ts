/** The portal's session cookie. Over https the `__Host-` prefix pins it to this host, this path and TLS (security A7). */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-portal-session" : "portal-session";
