// @ts-check
import { framesOf } from "../lib/kernel/frames.mjs";
import { logLine } from "../lib/kernel/log-line.mjs";
import { judgeAction } from "./actions.mjs";
import { leadToApi } from "./aliases.mjs";
import { dress, refuse, refuseInWords } from "./answer.mjs";
import { hostGuard } from "./hosts.mjs";
import { answerHot } from "./hot-handler.mjs";
import { measure } from "./http-metrics.mjs";
import { cleanHeaders } from "./inbound.mjs";
import { refusalBeforeNext } from "./next-guard.mjs";
import { pathOf } from "./route-table.mjs";
import { mendSlashes } from "./slashes.mjs";

/**
 * @typedef {import("node:http").RequestListener} RequestListener
 * @typedef {Awaited<ReturnType<typeof import("./routes.mjs").loadRoutes>>} FindRoute
 */

/**
 * What happens to every request: the host is checked, the headers cleaned, then a hot route or else Next answers.
 * @param {Readonly<import("../lib/env.mjs").Environment>} environment
 * @param {FindRoute} findRoute
 * @param {(...parts: Parameters<RequestListener>) => Promise<void>} next
 * @returns {RequestListener}
 */
export function requestListener(environment, findRoute, next) {
  const judgeHost = hostGuard(environment);
  const protocol = new URL(environment.origin).protocol;

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {ReturnType<FindRoute>} route
   */
  async function answerByNext(request, response, route) {
    const toPage = route === undefined || route.page === true;
    const refusal = refusalBeforeNext(request, toPage);
    if (refusal) return refuse(response, refusal.status, refusal.code, refusal.message, refusal.headers);
    dress(response, request.url ?? "");
    if (!toPage || request.method !== "POST") return next(forNext(request, route, protocol), response);
    const judged = await judgeAction(request, environment.origin);
    if ("message" in judged) {
      refuseInWords(response, judged.status, judged.message);
      return void request.resume();
    }
    return next(forNext(judged.request, route, protocol), response);
  }

  return (request, response) => {
    mendSlashes(request);
    const asked = pathIn(request);
    if (!asked.startsWith("/"))
      return refuse(response, 400, "invalid_request", "Ask for a path that begins with a slash.");
    const host = judgeHost(request.headers.host, request.socket.localAddress);
    // The host of a /.well-known document says which authority is meant: its handler decides.
    if (host === "malformed" || (host === "foreign" && !asked.startsWith("/.well-known/"))) {
      return refuse(
        response,
        421,
        "misdirected_request",
        `This server answers to ${new URL(environment.origin).host}.`,
      );
    }
    cleanHeaders(request, environment.trustProxyHops);
    leadToApi(request);
    const path = pathIn(request);
    const route = path.startsWith("/_next/") ? undefined : findRoute(path);
    measure(response, route?.template ?? "other");

    const answer =
      route?.target === undefined
        ? answerByNext(request, response, route)
        : answerHot(route.target, route.params, `${protocol}//${request.headers.host}`, request, response);
    answer.catch((error) => {
      logFailure(route?.template ?? "other", error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "internal", "Something went wrong on our side.");
    });
  };
}

/** Without its query. @param {import("node:http").IncomingMessage} request */
const pathIn = ({ url = "" }) => url.split("?", 1)[0] ?? "/";

/**
 * Next reads the protocol from a header, and knows the paths in one spelling only.
 * @param {import("node:http").IncomingMessage} request
 * @param {ReturnType<FindRoute>} route
 * @param {string} protocol
 */
function forNext(request, route, protocol) {
  request.headers["x-forwarded-proto"] = protocol.slice(0, -1);
  if (!route) return request;
  const [path = "", ...query] = (request.url ?? "").split("?");
  const spelled = pathOf(route.template, route.params);
  if (path !== spelled && path.toLowerCase() === spelled.toLowerCase()) request.url = [spelled, ...query].join("?");
  return request;
}

/**
 * The kind and place of a bug, never its message: that may quote what it was given (security S4).
 * @param {string} route
 * @param {unknown} error
 */
function logFailure(route, error) {
  const thrown = error instanceof Error ? error : undefined;
  logLine({
    level: "error",
    at: new Date().toISOString(),
    event: "route_failed",
    route,
    kind: thrown?.name ?? typeof error,
    frames: framesOf(thrown),
  });
}
