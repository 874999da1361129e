// @ts-check
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { setLogLevel } from "../lib/kernel/log-line.mjs";
import { tellErrorsByPlace } from "./framework-log.mjs";
import { requestListener } from "./request-listener.mjs";
import { loadRoutes, sourceRoutes } from "./routes.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const GRACE_MS = 10_000;
const LIMITS = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

/**
 * Serves the built portal (or, with `reload`, the sources) in this process.
 * @param {Readonly<import("../lib/env.mjs").Environment>} environment
 * @param {{ reload: boolean }} options
 * @returns {Promise<{ close: () => Promise<void> }>} `close` lets what is in flight finish, requests and chores, for ten seconds
 */
export async function serve(environment, { reload }) {
  const { host, port } = environment;
  setLogLevel(environment.logLevel);
  // next-auth reads its own address from the environment alone.
  process.env.NEXTAUTH_URL = environment.origin;
  const next = createRequire(import.meta.url)("next");
  const server = createServer(LIMITS);
  const app = next({ dev: reload, dir: ROOT, hostname: host, port, httpServer: server, quiet: true });
  await app.prepare();
  const findRoute = reload
    ? sourceRoutes(path.join(ROOT, "app"))
    : await loadRoutes(path.join(ROOT, ".next"), console.warn);
  server.on("request", requestListener(environment, findRoute, app.getRequestHandler()));
  // Next prepares without waiting for all of instrumentation.ts: nobody is let in before recovery is done.
  while (!reload && !Reflect.get(globalThis, Symbol.for("portal.recovered"))) await pause(20);
  await listen(server, port, host);
  if (!reload) tellErrorsByPlace();
  return {
    close: async () => {
      await Promise.all([drain(server), Promise.race([endMaintenance(), pause(GRACE_MS, undefined, { ref: false })])]);
    },
  };
}

/** What waits for the database must have ended before the database is stopped. */
const endMaintenance = () => Reflect.get(globalThis, Symbol.for("portal.endMaintenance"))?.();

/** @param {import("node:http").Server} server @param {number} port @param {string} host @returns {Promise<void>} */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** @param {import("node:http").Server} server */
async function drain(server) {
  let open = true;
  server.close(() => {
    open = false;
  });
  for (const deadline = Date.now() + GRACE_MS; open && Date.now() < deadline; await pause(50)) {
    server.closeIdleConnections();
  }
  server.closeAllConnections();
}
