// @ts-check
import { isLoopbackHost } from "../lib/env/origin.mjs";

const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/**
 * Which Host headers this server answers to (security Z1): its public one, its own address, and the address the
 * connection really came in by, which health probes use and no foreign page can pretend.
 * @param {Pick<import("../lib/env.mjs").Environment, "origin" | "host" | "port">} environment
 */
export function hostGuard({ origin, host, port }) {
  const names = isLoopbackHost(host) ? [host, "localhost", "127.0.0.1", "::1"] : [host];
  const accepted = new Set([new URL(origin).host, ...names.map((name) => withPort(name, port))]);

  /**
   * @param {string | undefined} header
   * @param {string | undefined} localAddress
   * @returns {"ours" | "foreign" | "malformed"}
   */
  return function judge(header, localAddress) {
    const name = header?.toLowerCase() ?? "";
    if (accepted.has(name)) return "ours";
    if (!HOST.test(name)) return "malformed";
    const dialled = localAddress?.replace(/^::ffff:/, "");
    return dialled && name === withPort(dialled, port) ? "ours" : "foreign";
  };
}

/** @param {string} name @param {number} port */
function withPort(name, port) {
  const bracketed = name.includes(":") ? `[${name}]` : name;
  return (port === 80 ? bracketed : `${bracketed}:${port}`).toLowerCase();
}
