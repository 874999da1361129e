/** How long a verifier may go on with a list it has, in seconds (security P4). */
export const TTL_SECONDS = 300;

/** How long a signed list stays good, in seconds (security P4). */
export const LIFETIME_SECONDS = 24 * 60 * 60;
