/** How many credentials one request may ask for, each bound to a key of its own. */
export const BATCH_SIZE = 10;
