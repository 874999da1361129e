import * as z from "zod";
import type { Page, PageRequest } from "@/lib/kernel/page";

export const Paging = z.object({
  top: z.coerce
    .number("Give the number of items, 1 to 200.")
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ type: "integer", description: "Items per page. Without it everything comes at once." }),
  skiptoken: z.string().max(200).optional().describe("Where the next page begins: nextLink has it."),
});

/** Paging is opt-in: a bare call gives everything, as the reference has it (section 1). */
export function pageRequest(request: Request): PageRequest {
  const { top, skiptoken } = Paging.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { ...(top !== undefined && { limit: top }), ...(skiptoken !== undefined && { cursor: skiptoken }) };
}

/** More than anybody reads at once; what lies beyond is reached by `nextLink`. */
const WHOLE_MAX = 100_000;

/** A page where one was asked for; else the pages one after the other, as one list. */
export async function wholeList<Item>(
  { limit, cursor }: PageRequest,
  read: (part: PageRequest) => Promise<Page<Item>>,
  max = WHOLE_MAX,
): Promise<Page<Item>> {
  if (limit !== undefined) return read({ limit, cursor });
  const items: Item[] = [];
  for (let next = cursor; ; ) {
    const page = await read({ cursor: next });
    for (const item of page.items) items.push(item);
    if (page.nextCursor === null || items.length >= max) return { items, nextCursor: page.nextCursor };
    next = page.nextCursor;
  }
}

/** A list, with the address of its next part when there is one. */
export function presentPage<Item, Shape>(
  { items, nextCursor }: Page<Item>,
  request: Request,
  publicUrl: string,
  present: (item: Item) => Shape,
): { value: Shape[]; nextLink?: string } {
  const value = items.map(present);
  if (nextCursor === null) return { value };
  const asked = new URL(request.url);
  const next = new URL(asked.pathname + asked.search, publicUrl);
  next.searchParams.set("skiptoken", nextCursor);
  return { value, nextLink: next.href };
}

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ value: z.array(item), nextLink: z.url().optional() });
