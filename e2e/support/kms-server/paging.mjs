import { KmsError, validation } from "./errors.mjs";

/** One page of `items` after `Marker`; `name` gives each item's place in the order. */
export function pageOf(items, name, { Limit, Marker }, { standard, most }) {
  const limit = Limit ?? standard;
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw validation(`1 validation error detected: Value '${limit}' at 'limit' must be between 1 and ${most}`);
  const after = Marker === undefined ? null : Buffer.from(String(Marker), "base64url").toString();
  const start = after === null ? 0 : items.findIndex((item) => name(item) === after) + 1;
  if (after !== null && start === 0) throw new KmsError("InvalidMarkerException", "Could not deserialize marker");
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const truncated = start + limit < items.length;
  return {
    page,
    rest: truncated
      ? { Truncated: true, NextMarker: Buffer.from(name(last)).toString("base64url") }
      : { Truncated: false },
  };
}
