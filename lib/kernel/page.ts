import * as z from "zod";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";

/** Which part of a list is wanted. Without a `limit` all of it. */
export const PageRequest = z
  .strictObject({
    limit: z.int().min(1).max(200).optional(),
    /** `nextCursor` of the page before. */
    cursor: z.string().max(200).optional(),
  })
  .meta({ id: "PageRequest" });
export type PageRequest = z.infer<typeof PageRequest>;

/** A part of a list, newest first. */
export interface Page<Item> {
  items: Item[];
  /** Ask for the next part with it; null at the end. */
  nextCursor: string | null;
}

interface Keyed {
  readonly id: string;
  readonly createdAt: Date;
}

/** What to ask the database for: one row more than wanted tells whether there is a next page. */
export function pageQuery({ limit, cursor }: PageRequest) {
  const order = [{ createdAt: "desc" as const }, { id: "asc" as const }];
  const after = cursor === undefined ? null : readCursor(cursor);
  return {
    where: after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] } : {},
    orderBy: order,
    ...(limit !== undefined && { take: limit + 1 }),
  };
}

export function pageOf<Row extends Keyed, Item>(
  rows: readonly Row[],
  { limit = rows.length }: PageRequest,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(view), nextCursor: last ? writeCursor({ at: last.createdAt, id: last.id }) : null };
}
