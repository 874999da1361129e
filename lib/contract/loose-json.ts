/** What clients and other products write of a contract that means the same as what we write. */

/** Clients send members that they leave empty as null: for us they are absent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** The Admin API reference's table calls `card` `credential` (section 8.5). */
export function withCard(display: unknown): unknown {
  if (typeof display !== "object" || display === null || !("credential" in display) || "card" in display)
    return display;
  const { credential: card, ...rest } = display;
  return { ...rest, card };
}
