import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import { Client } from "pg";
import { databaseOf } from "@/e2e/support/servers.mjs";

/** Every body that the context's pages are answered with from now on. */
export function collectAnswers(context: BrowserContext): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  context.on("response", (response) => {
    bodies.push(response.text().catch(() => ""));
  });
  return async () => (await Promise.all(bodies)).join("\n");
}

/** Every row of every table as text, bytes in hexadecimal. */
export async function databaseText(dataDir: string): Promise<string> {
  const client = new Client({ connectionString: (await databaseOf(dataDir)).databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
    );
    const dumps: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      dumps.push(...rows.rows.map(({ line }) => line));
    }
    return dumps.join("\n");
  } finally {
    await client.end();
  }
}

/** All that the build gives to browsers. */
export const bundleText = (): string =>
  readdirSync(".next/static", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|css|json|map)$/.test(name))
    .map((name) => readFileSync(path.join(".next/static", name), "utf8"))
    .join("\n");

/** The ways a secret may hide in a text: as it is, in base64, in hexadecimal, in a URL. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    encodeURIComponent(secret),
  ];
}
