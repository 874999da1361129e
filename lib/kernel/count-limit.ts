/** Counting stops here: beyond it the exact number tells nobody anything, and costs. */
export const COUNT_LIMIT = 10_000;
