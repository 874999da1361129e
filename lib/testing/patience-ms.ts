/** How long a test waits for what comes soon or never, in milliseconds: a busy machine takes its time. */
export const PATIENCE_MS = 15_000;
