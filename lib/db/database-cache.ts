import { LRUCache } from "lru-cache";

/** A cache of rows: one per database, or tests (each with a database of its own) would share it. */
export function databaseCache<Value extends object>(
  options: LRUCache.OptionsMaxLimit<string, Value, unknown> & { readonly ttl?: number },
): (platform: { readonly prisma: object }) => LRUCache<string, Value> {
  const caches = new WeakMap<object, LRUCache<string, Value>>();
  return ({ prisma }) => {
    const known = caches.get(prisma);
    if (known) return known;
    const made = new LRUCache<string, Value>(options);
    caches.set(prisma, made);
    return made;
  };
}
