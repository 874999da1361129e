import { LRUCache } from "lru-cache";

/** The clock is asked each time: to know it for a millisecond the cache would set a timer, which wakes an idle server. */
const exactly = { ttlResolution: 0 };

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

/** A cache: one per database, or tests (each with a database of its own) would share it. */
export function databaseCache<Value extends object>({
  name,
  ...options
}: CacheOptions<Value>): (platform: { readonly prisma: object }) => LRUCache<string, Value> {
  return onePerDatabase(name, () => new LRUCache<string, Value>({ ...exactly, ...options }));
}

function onePerDatabase<Cache extends object>(
  name: string,
  make: () => Cache,
): (platform: { readonly prisma: object }) => Cache {
  const caches = (cachesByName.get(name) as WeakMap<object, Cache> | undefined) ?? new WeakMap<object, Cache>();
  cachesByName.set(name, caches);
  return ({ prisma }) => {
    const known = caches.get(prisma);
    if (known) return known;
    const made = make();
    caches.set(prisma, made);
    return made;
  };
}

/** Rows that change, and are forgotten when this process changes them. */
class RowCache<Row extends object> {
  readonly #rows: LRUCache<string, Row>;
  #forgotten = 0;

  constructor(options: LRUCache.OptionsMaxLimit<string, Row, unknown>) {
    this.#rows = new LRUCache({ ...exactly, ...options });
  }

  /** What is known, else what `find` gives. It is kept, unless something was forgotten while it was looked for. */
  async read(key: string, find: () => Promise<Row | null>): Promise<Row | null> {
    const known = this.#rows.get(key);
    if (known) return known;
    const before = this.#forgotten;
    const row = await find();
    if (row && this.#forgotten === before) this.#rows.set(key, row);
    return row;
  }

  forget(key: string): void {
    this.#forgotten++;
    this.#rows.delete(key);
  }
}

export const rowCache = <Row extends object>({ name, ...options }: CacheOptions<Row>) =>
  onePerDatabase(name, () => new RowCache<Row>(options));
