/** Rows of one batch. Whoever has more makes two. */
export const BULK_ROWS_MAX = 10_000;
/** Rows that come in one request. */
export const ROWS_AT_ONCE = 200;
/** Days that an offer of a batch can be taken up: letters lie about. */
export const OFFER_DAYS_MAX = 30;
/** Characters in a cell. */
export const CELL_MAX = 64 * 1024;
