/** "1 credential", "3 credentials", "1,200 credentials". */
export const countOf = (count: number): string =>
  count === 1 ? "1 credential" : `${count.toLocaleString("en-GB")} credentials`;
