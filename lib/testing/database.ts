import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  readonly url: string;
  /** Drops it, whoever is still connected. */
  stop(): Promise<void>;
}

/** A migrated, empty PostgreSQL database of the caller's own: a clone of the run's template, made in about 0.1 s. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template.pathname.slice(1))}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => administer(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(server: URL, statement: string): Promise<void> {
  const url = new URL(server);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
