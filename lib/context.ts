import type { Database, PrismaClient } from "@/lib/db/client";
import type { Sql } from "@/lib/db/sql";
import type { Egress } from "@/lib/egress/egress";
import type { Random } from "@/lib/kernel/ids";
import type { MasterKeys } from "@/lib/kernel/master-keys";
import type { Permission } from "@/lib/kernel/permissions";
import type { Role } from "@/lib/kernel/policy";
import type { KeyProvider } from "@/lib/keys/provider";
import type { Repetition } from "@/lib/repetition/schema";
import type { Backend, DefaultBackend } from "@/lib/signing-key/schema";

/** What this installation is made of: the same for every request. */
export interface Platform {
  /** The origin in every URL and DID, without a trailing slash. */
  readonly publicUrl: string;
  readonly masterKeys: MasterKeys;
  readonly egress: Egress;
  readonly random: Random;
  readonly keyProviders: Readonly<Record<Backend, KeyProvider>>;
  /** Where a new authority's key is made when nobody says otherwise. */
  readonly defaultBackend: DefaultBackend;
  /** Whether keys can be made in an Azure Key Vault by the server's own credentials. */
  readonly hasAzureCredentials: boolean;
  /** Where DIDs of a ledger are registered; null when the operator named no registrar. */
  readonly didRegistrarUrl: string | null;
  readonly prisma: PrismaClient;
  /** Single hand-written statements; refused inside {@link inTransaction}, where they would not take part. */
  readonly sql: Sql;
  now(): Date;
  /** Waits, outside transactions only (security D1). */
  pause(milliseconds: number): Promise<void>;
}

/** Who acts. `permissions` were read from the store for this request (security A3). */
export interface Actor {
  readonly type: "user" | "app" | "wallet" | "system";
  readonly id: string;
  readonly permissions: readonly Permission[];
  readonly role?: Role;
  /**
   * When a person last proved who they are. Tokens of the command line have none; null where an outside issuer's token
   * does not say.
   */
  readonly signedInAt?: Date | null;
}

/** Everything a use case needs that is not its input. */
export interface Ctx extends Platform {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly db: Database;
  /** Set when the caller may send this request again: its effect must happen once at most. */
  readonly repetition?: Repetition;
}

const CONFLICTS = new Set(["P2034"]);
/** In a rush a transaction waits for its turn rather than fail: Prisma's own two seconds are soon over. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

/** Runs `work` in one transaction, or joins the one already open. Serialisation failures are tried again. */
export async function inTransaction<Result>(ctx: Ctx, work: (tx: Ctx) => Promise<Result>): Promise<Result> {
  if (ctx.db !== ctx.prisma) return work(ctx);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.prisma.$transaction((db) => work({ ...ctx, db: db as Database, sql: refuseSql }), PATIENCE);
    } catch (error) {
      if (attempt === 3 || !CONFLICTS.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

const refuseSql: Sql = () => {
  throw new Error("A single statement would not take part in the open transaction: use db here.");
};
