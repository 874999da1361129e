// npm run dev: embedded database (unless DATABASE_URL is set), migrations, then `next dev`
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { startEmbeddedPostgres } from "./embedded-pg.mjs";
import { migrate } from "./migrate.mjs";

const db = process.env.DATABASE_URL
  ? null
  : await startEmbeddedPostgres({ dir: path.resolve(process.env.DATA_DIR ?? ".data/pg"), database: "portal" });
process.env.DATABASE_URL ??= db.url;
await migrate(process.env.DATABASE_URL);
const next = spawn(
  process.execPath,
  [createRequire(import.meta.url).resolve("next/dist/bin/next"), "dev", ...process.argv.slice(2)],
  { stdio: "inherit" },
);
for (const s of ["SIGINT", "SIGTERM"]) process.on(s, () => next.kill(s));
next.on("exit", async (code) => {
  await db?.stop();
  process.exit(code ?? 0);
});
