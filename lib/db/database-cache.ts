import { LRUCache } from "lru-cache";

interface CacheOptions<Value extends object> extends LRUCache.OptionsMaxLimit<string, Value, unknown> {
  /** One cache has it: who makes one of that name again gets the same. */
  readonly name: string;
  readonly ttl?: number;
}

/**
 * They hang on the process, not on this module, because the bundler makes one copy of it for pages and one for route
 * handlers: what a page's action forgets must be forgotten where wallets ask.
 */
const key = Symbol.for("portal.caches");
const holder = globalThis as typeof globalThis & { [key]?: Map<string, object> };
holder[key] ??= new Map();
const cachesByName = holder[key];

/** A cache of rows: one per database, or tests (each with a database of its own) would share it. */
export function databaseCache<Value extends object>({
  name,
  ...options
}: CacheOptions<Value>): (platform: { readonly prisma: object }) => LRUCache<string, Value> {
  type Caches = WeakMap<object, LRUCache<string, Value>>;
  const caches = (cachesByName.get(name) as Caches | undefined) ?? (new WeakMap() as Caches);
  cachesByName.set(name, caches);
  return ({ prisma }) => {
    const known = caches.get(prisma);
    if (known) return known;
    const made = new LRUCache<string, Value>(options);
    caches.set(prisma, made);
    return made;
  };
}
