// @ts-check
// The portal that most journeys share: a fresh embedded database on each run.
import { mkdirSync, writeFileSync } from "node:fs";
import { defaultServer } from "./default-server-settings.mjs";
import { removeDataDir, startServer } from "./servers.mjs";

removeDataDir(defaultServer.dataDir);
mkdirSync(defaultServer.dataDir, { recursive: true, mode: 0o711 });
const server = await startServer(defaultServer);
writeFileSync(defaultServer.setupUrlFile, server.setupUrl ?? "", { mode: 0o600 });
console.log(`portal on ${server.url}`);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    const code = await server.stop();
    const trouble = server
      .logs()
      .split("\n")
      .filter((line) => line.startsWith('{"level":"error"'));
    if (trouble.length > 0) console.error(trouble.join("\n"));
    process.exit(code ?? 1);
  });
}
