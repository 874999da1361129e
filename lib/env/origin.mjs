// @ts-check
import { isIP } from "node:net";

/**
 * Whether a host names this very machine: `localhost`, `*.localhost`, 127.0.0.0/8 or ::1.
 * @param {string} host with or without the brackets of an IPv6 address
 */
export function isLoopbackHost(host) {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (name === "localhost" || name.endsWith(".localhost") || name === "::1") return true;
  return isIP(name) === 4 && name.startsWith("127.");
}

/**
 * The origin in `text`, or what is wrong with it.
 * @param {string} text
 * @returns {{ origin?: string, fault?: string }}
 */
export function originFrom(text) {
  if (!URL.canParse(text)) return { fault: "must be an origin such as https://portal.example.org" };
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return { fault: "must begin with https://" };
  if (url.username || url.password || url.search || url.hash || url.pathname !== "/")
    return { fault: "must be an origin alone: no path, query or user name" };
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname))
    return { fault: "must use https (http is accepted on a loopback host only)" };
  return { origin: url.origin };
}
