// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { routeTable } from "./route-table.mjs";

const require = createRequire(import.meta.url);

/**
 * The route table of a build. A route whose module says `export const hot = true` has that module as its target; every
 * other one has none and is Next's. This is the one place that knows Next's build output: should its shape change,
 * the routes are served by Next, slower and as right.
 * @param {string} buildFolder
 * @param {(message: string) => void} warn
 */
export async function loadRoutes(buildFolder, warn) {
  /** @type {Record<string, string>} */
  const manifest = JSON.parse(readFileSync(path.join(buildFolder, "app-path-routes-manifest.json"), "utf8"));
  /** @type {import("./route-table.mjs").Route<import("./hot-handler.mjs").RouteModule | undefined>[]} */
  const routes = [];
  for (const [file, template] of Object.entries(manifest)) {
    const page = !file.endsWith("/route");
    routes.push({ template, page, target: page ? undefined : await hotModule(buildFolder, file, warn) });
  }
  return routeTable(routes);
}

/**
 * The route table of the sources, for `npm run dev`: Next serves every route, and the table tells how it spells them.
 * @param {string} appFolder
 */
export function sourceRoutes(appFolder) {
  const files = readdirSync(appFolder, { recursive: true, encoding: "utf8" });
  const folders = files.filter((file) => path.basename(file) === "route.ts").map((file) => path.dirname(file));
  return routeTable(folders.map((folder) => ({ template: templateOf(folder), target: undefined })));
}

/** Folders in parentheses group sources and are no part of an address. @param {string} folder */
const templateOf = (folder) =>
  `/${folder
    .split(path.sep)
    .filter((segment) => !segment.startsWith("("))
    .join("/")}`;

/** @param {string} buildFolder @param {string} file @param {(message: string) => void} warn */
async function hotModule(buildFolder, file, warn) {
  const built = path.join(buildFolder, "server/app", `${file}.js`);
  if (!existsSync(built)) return undefined;
  try {
    const { routeModule } = await require(built);
    await routeModule.ensureUserland?.();
    const userland = routeModule.userland;
    return userland?.hot === true ? userland : undefined;
  } catch (error) {
    warn(`${file} is served by Next: ${/** @type {Error} */ (error).message.split("\n", 1)[0]}`);
    return undefined;
  }
}
