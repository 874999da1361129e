// @ts-check
import pg from "pg";

const NO_SUCH_DATABASE = "3D000";
const EXISTS_ALREADY = ["42P04", "23505"];

/**
 * Makes the database of that URL when its server is up but lacks it.
 * @param {string} connectionString
 * @throws {Error} one line that tells where no server answered, without the password
 */
export async function ensureDatabase(connectionString) {
  try {
    await withClient(connectionString, (client) => client.query("SELECT 1"));
  } catch (error) {
    if (codeOf(error) !== NO_SUCH_DATABASE) throw unreachable(connectionString, error);
    const url = new URL(connectionString);
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = "/postgres";
    await withClient(url.href, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)).catch(
      (refusal) => {
        if (!EXISTS_ALREADY.includes(codeOf(refusal))) throw unreachable(connectionString, refusal);
      },
    );
  }
}

/** @param {string} connectionString @param {(client: pg.Client) => Promise<unknown>} use */
async function withClient(connectionString, use) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param {unknown} error */
const codeOf = (error) => String(/** @type {{ code?: unknown }} */ (error).code ?? "");

/** @param {string} connectionString @param {unknown} error */
function unreachable(connectionString, error) {
  const { host, pathname } = new URL(connectionString);
  const reason = /** @type {Error} */ (error).message || codeOf(error);
  const fix = "see that it runs, and that address, account and password are right";
  return new Error(`DATABASE_URL: no use of database ${pathname.slice(1)} at ${host} (${reason}): ${fix}.`);
}
