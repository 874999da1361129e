import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/lib/db/generated/client";
import { type Sql, sqlOn } from "@/lib/db/sql";
import { countSqlRoundTrip } from "@/lib/kernel/counters";

export type { Prisma, PrismaClient };
/** A client inside or outside a transaction: what use cases see. */
export type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends">;

interface DatabaseConnection {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  close(): Promise<void>;
}

/** Connections of Prisma are counted too: each query it sends is a round trip. */
class CountingClient extends pg.Client {
  constructor(...options: ConstructorParameters<typeof pg.Client>) {
    super(...options);
    const query = this.query.bind(this) as (...parts: unknown[]) => unknown;
    Object.assign(this, {
      query: (...parts: unknown[]) => {
        countSqlRoundTrip();
        return query(...parts);
      },
    });
  }
}

/** Opens a pool for Prisma and for hand-written statements. Nothing connects before the first query. */
export function connectDatabase(connectionString: string, maxConnections = 20): DatabaseConnection {
  const options = { connectionString, max: maxConnections, idleTimeoutMillis: 30_000 };
  const pool = new pg.Pool({ ...options, Client: CountingClient } as pg.PoolConfig);
  // An idle connection that the server closes must not end the process: the pool opens another.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    sql: sqlOn(pool),
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
