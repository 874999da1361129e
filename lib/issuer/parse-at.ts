import * as z from "zod";
import { invalidField, Problem } from "@/lib/kernel/errors";

/** Judges a part of a body, and names faults by their place in the whole. */
export function parseAt<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: readonly PropertyKey[],
): z.output<Schema> {
  return placed(schema, value, (path) => [...place, ...path]);
}

/** Where the wire has a member of a key store's config, which may have another name there. */
export type PlaceOf = (member: string) => readonly PropertyKey[];

/** The same for a config in our own words, made of what a caller said in those of this API. */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  placeOf: PlaceOf,
): z.output<Schema> {
  return placed(schema, value, ([member = "", ...rest]) => [...placeOf(String(member)), ...rest]);
}

/** What a key store says of its config, told of what the caller sent. */
export function toldAt(error: unknown, placeOf: PlaceOf): unknown {
  const member = error instanceof Problem ? /^config\.(\w+)$/.exec(error.target ?? "")?.[1] : undefined;
  if (member === undefined || !(error instanceof Problem)) return error;
  return invalidField(placeOf(member).join("."), error.message);
}

function placed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  move: (path: readonly PropertyKey[]) => PropertyKey[],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: move(issue.path) })));
}
