// @ts-check
import { spawnSync } from "node:child_process";

/**
 * The account PostgreSQL runs as.
 * @typedef {{ uid: number, gid: number }} Account
 */

/**
 * PostgreSQL refuses to run as root: as root it runs as `postgres`, or else as `nobody`. Otherwise as ourselves.
 * @returns {Account | undefined}
 */
export function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = spawnSync("getent", ["passwd", name], { encoding: "utf8" }).stdout?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL will not run as root and this machine has no account `postgres` or `nobody`");
}

/**
 * Whether that account can reach and read a file or folder. A checkout below root's home it cannot.
 * @param {string} file
 * @param {Account} account
 */
export const canRead = (file, account) => spawnSync("test", ["-r", file], account).status === 0;
