// @ts-check
import { Counter, Histogram } from "prom-client";

const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]);

const requests = new Counter({
  name: "http_requests_total",
  help: "Answers by method, route template and status.",
  labelNames: ["method", "route", "status"],
});
const duration = new Histogram({
  name: "http_request_duration_seconds",
  help: "Time from the request's headers to the end of the answer.",
  labelNames: ["method", "route"],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/**
 * Counts the answer once it has left. Templates only, never paths: those hold identifiers and have no end.
 * @param {import("node:http").ServerResponse} response
 * @param {string} route
 */
export function measure(response, route) {
  const startedAt = process.hrtime.bigint();
  const named = response.req.method ?? "";
  const method = METHODS.has(named) ? named : "OTHER";
  response.once("close", () => {
    requests.inc({ method, route, status: response.writableFinished ? response.statusCode : 499 });
    duration.observe({ method, route }, Number(process.hrtime.bigint() - startedAt) / 1e9);
  });
}
