import type pg from "pg";

/** One statement with a name of its own, prepared once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs one hand-written statement in a transaction of its own: for the wallet paths, where an interactive transaction
 * would cost more than all the rest. Values are always parameters.
 */
export type Sql = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

/** True when the database refused because of a unique constraint, optionally of this very name. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const failure = error as { code?: unknown; constraint?: unknown } | null;
  return failure?.code === "23505" && (constraint === undefined || failure.constraint === constraint);
}

/** A moment in the form that PostgreSQL reads: the driver's own, in local time, takes several times as long to write. */
const asText = (value: unknown): unknown =>
  value instanceof Date ? value.toISOString() : Array.isArray(value) ? value.map(asText) : value;

const RETRYABLE = new Set(["40001", "40P01"]);

export function sqlOn(pool: pg.Pool): Sql {
  return async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const { rows } = await pool.query<Row>({ values: values.map(asText), ...statement });
        return rows;
      } catch (error) {
        if (attempt === 3 || !RETRYABLE.has((error as { code?: string }).code ?? "")) throw error;
      }
    }
  };
}
