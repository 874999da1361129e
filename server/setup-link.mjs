// @ts-check
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import pg from "pg";

const LIFETIME = "24 hours";

/**
 * A fresh single-use link to the setup page, while there is no owner; earlier links stop working. Only a keyed hash of
 * its token is stored (security S6).
 * @param {Readonly<import("../lib/env.mjs").Environment>} environment
 * @param {string} databaseUrl
 * @returns {Promise<string | undefined>}
 */
export async function makeSetupLink({ origin, masterKey }, databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM portal_user WHERE role = 'owner' LIMIT 1");
    if (rowCount) return undefined;
    const token = randomBytes(32).toString("base64url");
    await client.query("DELETE FROM one_time_token WHERE purpose = 'setup' AND used_at IS NULL");
    await client.query(
      `INSERT INTO one_time_token (token_hash, purpose, expires_at, created_at)
       VALUES ($1, 'setup', now() + $2::interval, now())`,
      [hashOf(masterKey, token), LIFETIME],
    );
    return `${origin}/setup?token=${token}`;
  } finally {
    await client.end();
  }
}

/** As `MasterKeys.hash("one-time-token", token)` of lib/kernel/master-keys.ts. @param {Buffer} masterKey @param {string} token */
function hashOf(masterKey, token) {
  const key = Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), "one-time-token", 32));
  return createHmac("sha256", key).update(token).digest("base64url");
}
