import { Socket } from "node:net";
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

/** How long a connection is waited for, and how long one may be silent, in milliseconds. */
export interface Patience {
  readonly toConnect: number;
  readonly inSilence: number;
}
/** No transaction, and so no wait for another's lock, lasts as long as that silence. */
const PATIENCE: Patience = { toConnect: 20_000, inSilence: 30_000 };

/** A network that drops packets tells nobody, and the system would wait for an answer a quarter of an hour. */
function impatientSocket(inSilence: number): Socket {
  const socket = new Socket();
  const silence = () => Object.assign(new Error("The database has fallen silent."), { code: "ETIMEDOUT" });
  return socket.setTimeout(inSilence, () => socket.destroy(silence()));
}

/** Opens a pool for Prisma and for hand-written statements. Nothing connects before the first query. */
export function connectDatabase(
  connectionString: string,
  maxConnections = 20,
  { toConnect, inSilence }: Patience = PATIENCE,
): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: toConnect,
    stream: () => impatientSocket(inSilence),
    Client: CountingClient,
  } as pg.PoolConfig);
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
