// @ts-check
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";

/** PostgreSQL's internal type "char", which the engine reads from the catalogue and the adapter has no mapping for. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/**
 * The database of that URL, or, without one, an empty PostgreSQL in memory. The shadow database is always one in memory.
 * @param {string | undefined} url
 * @returns {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory}
 */
export function adapterFor(url) {
  if (!url?.startsWith("postgres")) return new PrismaPGlite(new PGlite());
  const real = new PrismaPg(new pg.Pool({ connectionString: url, max: 1, Client: TextForChar }));
  return {
    provider: real.provider,
    adapterName: real.adapterName,
    connect: () => real.connect(),
    // The adapter's own would ignore the name of the new database when given a connection string.
    connectToShadowDb: () => new PrismaPGlite(new PGlite()).connect(),
  };
}

class TextForChar extends pg.Client {
  /** @param {ConstructorParameters<typeof pg.Client>} options */
  constructor(...options) {
    super(...options);
    const query = /** @type {(...parts: any[]) => any} */ (this.query.bind(this));
    Object.assign(this, { query: (/** @type {any[]} */ ...parts) => withTextForChar(query, parts) });
  }
}

/** @param {(...parts: any[]) => any} query @param {any[]} parts */
function withTextForChar(query, parts) {
  const callback = parts.at(-1);
  if (typeof callback === "function") {
    return query(...parts.slice(0, -1), (/** @type {unknown} */ error, /** @type {any} */ result) =>
      callback(error, relabel(result)),
    );
  }
  const answer = query(...parts);
  return typeof answer?.then === "function" ? answer.then(relabel) : answer;
}

/** @param {any} result */
function relabel(result) {
  for (const { fields } of [result].flat().filter(Boolean)) {
    for (const field of fields ?? []) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT;
  }
  return result;
}
