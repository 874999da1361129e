/** A member by a name from outside: what every object inherits, such as `toString`, is no such member (security L2). */
export const own = <Value>(members: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;
