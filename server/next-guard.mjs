// @ts-check
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

const PAGE_METHODS = ["GET", "HEAD", "POST"];
const ROUTE_METHODS = [...PAGE_METHODS, "OPTIONS", "PUT", "DELETE", "PATCH"];

/** @typedef {{ status: number, code: string, message: string, headers?: Record<string, string> }} Refusal */

/**
 * Why the framework does not get to see a request: what it would answer with a 500 though the request is at fault
 * (security I15).
 * @param {import("node:http").IncomingMessage} request
 * @param {boolean} toPage
 * @returns {Refusal | undefined}
 */
export function refusalBeforeNext({ method = "", url = "", headers }, toPage) {
  const path = decoded(url.split("?", 1)[0] ?? "");
  if (path === undefined) {
    return { status: 400, code: "invalid_request", message: "The address has an escape that stands for no text." };
  }
  // The development server's overlay has addresses of its own.
  if (path.startsWith("/__nextjs_") && process.env.NODE_ENV === "development") return undefined;
  if (/^\/_(?!next\/)/.test(path)) return { status: 404, code: "not_found", message: "There is nothing here." };
  const methods = toPage ? PAGE_METHODS : ROUTE_METHODS;
  if (!methods.includes(method)) {
    const allow = methods.join(", ");
    const message = `This address answers to ${allow}.`;
    return { status: 405, code: "method_not_allowed", message, headers: { allow } };
  }
  if (!isRouterState(headers["next-router-state-tree"])) {
    return { status: 400, code: "invalid_request", message: "next-router-state-tree is not readable: leave it out." };
  }
  return undefined;
}

/** @param {string} path @returns {string | undefined} */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** As the framework itself reads it. @param {string | string[] | undefined} header */
function isRouterState(header) {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}
