/** Headers of every answer that is not a page (security L6). Public documents say their own Cache-Control. */
export const apiHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

interface PageSecurity {
  /** Drawn anew for each answer. */
  readonly nonce: string;
  /** The portal is reached by https. */
  readonly secure: boolean;
  /** `next dev`: React rebuilds server stacks by eval, and styles come in as they change. */
  readonly development: boolean;
}

/**
 * Nothing runs or loads but what this origin serves. Style attributes stay allowed: popups and drags are placed by
 * them, and they can load nothing that the other lines forbid.
 */
export function contentSecurityPolicy({ nonce, secure, development }: PageSecurity): string {
  const directives = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "script-src-attr": "'none'",
    "style-src": "'self'",
    "style-src-elem": development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  };
  const lines = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`);
  return [...lines, ...(secure ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/** Headers of every page (security L6). */
export const pageHeaders = (security: PageSecurity): Record<string, string> => ({
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy(security),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Only once https is there: sent over plain http it means nothing, and on loopback it would lock the reader out.
  ...(security.secure && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
});
