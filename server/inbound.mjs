// @ts-check
import { isIP } from "node:net";

/**
 * What only we, a trusted proxy or Next itself may say. From outside it is dropped (security L3, L6, Z1).
 */
const DROPPED = new Set([
  "forwarded",
  "x-real-ip",
  "x-client-address",
  "x-request-id",
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  "x-matched-path",
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
]);
const DROPPED_PREFIXES = ["x-forwarded-", "x-middleware-", "x-invoke-", "x-now-", "x-next-", "x-vercel-"];

/** @param {string} name lower case */
const isDropped = (name) =>
  DROPPED.has(name) || (name.startsWith("x-") && DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix)));

/**
 * Drops those headers and writes the client's address into `x-client-address`.
 * @param {import("node:http").IncomingMessage} request
 * @param {number} trustedHops
 */
export function cleanHeaders(request, trustedHops) {
  const address = clientAddress(request, trustedHops);
  const kept = [];
  const raw = request.rawHeaders;
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    if (isDropped(name)) delete request.headers[name];
    else kept.push(raw[index] ?? "", raw[index + 1] ?? "");
  }
  kept.push("x-client-address", address);
  request.rawHeaders = kept;
  request.headers["x-client-address"] = address;
}

/**
 * The socket's address, or, behind that many trusted proxies, what the outermost of them saw: counted from the right,
 * where no client can write.
 * @param {import("node:http").IncomingMessage} request
 * @param {number} trustedHops
 */
function clientAddress({ headers, socket }, trustedHops) {
  const direct = socket.remoteAddress ?? "unknown";
  const said = headers["x-forwarded-for"];
  if (trustedHops === 0 || said === undefined) return direct;
  const hops = String(said).split(",");
  const address = bareAddress(hops[hops.length - trustedHops] ?? "");
  return isIP(address) ? address : direct;
}

/** Some proxies add the port: `192.0.2.1:5000`, `[2001:db8::1]:5000`. @param {string} text */
function bareAddress(text) {
  const trimmed = text.trim();
  return /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
}
