/** The end of what has none: it is kept, searched and revocable for ever. */
export const NO_END = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));
