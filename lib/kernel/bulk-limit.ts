/** Credentials that one bulk revocation may take: whoever has more narrows the days. */
export const BULK_MAX = 100_000;
