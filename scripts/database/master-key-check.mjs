// @ts-check
import { createDecipheriv, hkdfSync } from "node:crypto";
import pg from "pg";
import { EnvironmentError } from "../../lib/env/environment-error.mjs";

/**
 * Refuses a key other than the one that sealed what is there: nothing would open, and what is new would be sealed apart.
 * @param {string} connectionString
 * @param {Uint8Array} masterKey
 * @throws {EnvironmentError}
 */
export async function requireMasterKey(connectionString, masterKey) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT id, wrapped_data_key FROM tenant ORDER BY created_at, id LIMIT 10");
    // One row may be damaged: that is no reason to keep everybody out.
    if (rows.length === 0 || rows.some((row) => opens(masterKey, row.id, row.wrapped_data_key))) return;
  } finally {
    await client.end();
  }
  throw new EnvironmentError(
    "MASTER_KEY",
    "is not the one that this database was sealed with: set that one, or name another database",
  );
}

/**
 * As `unseal` of lib/kernel/seal.ts at the place that lib/tenant/store.ts names: the launcher cannot load TypeScript.
 * @param {Uint8Array} masterKey
 * @param {string} tenantId
 * @param {string} wrapped
 */
function opens(masterKey, tenantId, wrapped) {
  const key = Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), "data-key", 32));
  const [version = "", text = ""] = wrapped.split(".");
  const bytes = Buffer.from(text, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from([version, tenantId, "tenant", tenantId, "wrapped_data_key"].join("\u0000")));
    decipher.setAuthTag(bytes.subarray(-16));
    decipher.update(bytes.subarray(12, -16));
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
