import * as z from "zod";

/** Judges a part of a body, and names faults by their place in the whole. */
export function parseAt<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: readonly PropertyKey[],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: [...place, ...issue.path] })));
}
