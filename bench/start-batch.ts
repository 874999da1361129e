// Beside a running server: puts a batch of so many rows into its database and starts it, as the portal would.
import { addBulkIssuanceRows } from "@/lib/bulk-issuance/add-bulk-issuance-rows";
import { createBulkIssuance } from "@/lib/bulk-issuance/create-bulk-issuance";
import { startBulkIssuance } from "@/lib/bulk-issuance/start-bulk-issuance";
import type { Ctx } from "@/lib/context";
import { readEnvironment } from "@/lib/env.mjs";
import { ROWS_AT_ONCE } from "@/lib/kernel/batch-limits";
import { rolePermissions } from "@/lib/kernel/policy";
import { platform } from "@/lib/platform";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { openDatabase } from "@/scripts/database/open-database.mjs";

const columns = [
  { name: "Name", claim: "$.name", identifies: true },
  { name: "Number", claim: "$.number", identifies: true },
  { name: "Team", claim: "$.team" },
];

async function start(organisation: string, contractId: string, count: number): Promise<string> {
  const environment = readEnvironment();
  const database = await openDatabase(environment);
  try {
    process.env.DATABASE_URL = database.url;
    process.env.MASTER_KEY = environment.masterKey.toString("base64");
    const tenant = await ensureTenant(platform(), organisation);
    const actor = { type: "user", id: "bench", permissions: rolePermissions.owner, role: "owner" } as const;
    const ctx: Ctx = { ...platform(), tenantId: tenant.id, db: platform().prisma, requestId: "bench", actor };
    const { id } = await createBulkIssuance(ctx, {
      contractId,
      fileName: "bench.csv",
      columns,
      transactionCodeLength: 6,
    });
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from) }, (_, at) => ({
        row: from + at + 1,
        cells: [`Sample Person ${from + at + 1}`, `S-${from + at + 1}`, "Red"],
      }));
      await addBulkIssuanceRows(ctx, { id, rows });
    }
    await startBulkIssuance(ctx, { id, rows: count });
    return id;
  } finally {
    await database.release();
  }
}

const [organisation = "", contractId = "", count = "0"] = process.argv.slice(2);
start(organisation, contractId, Number(count)).then(
  (id) => {
    process.stdout.write(`${id}\n`);
    process.exit(0);
  },
  (error: unknown) => {
    process.stderr.write(`start-batch: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
