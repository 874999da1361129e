// @ts-check
import { ReadableStream } from "node:stream/web";
import { refuse, writeAnswer } from "./answer.mjs";
import { HotRequest } from "./hot-request.mjs";

/**
 * What a route module exports: handlers by method, and `fromMemory`.
 * @typedef {Record<string, unknown> & { fromMemory?: import("../lib/http/hot").FromMemory }} RouteModule
 * @typedef {Partial<Pick<import("../lib/http/route").ApiRoute, "refuseMethod">>} ApiHandler
 * @typedef {(request: Request, context: { params: Promise<import("./route-table.mjs").Params> }) => Response | Promise<Response>} Handler
 */

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"];
/** Bodies up to here are read before the handler starts: cheaper than a stream, and an aborted one wakes nobody. */
const BUFFERED_BYTES = 256 * 1024;

/**
 * Answers a request by a route module without Next's router.
 * @param {RouteModule} module
 * @param {import("./route-table.mjs").Params} params
 * @param {string} origin
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function answerHot(module, params, origin, request, response) {
  const method = request.method ?? "GET";
  const reading = method === "GET" || method === "HEAD";
  if (reading && module.fromMemory) {
    const plain = await module.fromMemory(params, (name) => request.headers[name]?.toString(), queryOf(request));
    if (plain) return writeAnswer(response, plain.status, plain.headers, plain.body);
  }
  const handler = handlerFor(module, method);
  if (!handler) return refuseMethod(module, method, origin, request, response);
  const body = reading ? undefined : await bodyOf(request);
  if (body === "aborted") return;
  const answer = await handler(new HotRequest(request, origin + request.url, body), {
    params: Promise.resolve(params),
  });
  await writeWeb(response, answer);
  if (!request.complete) request.resume();
}

/** @param {import("node:http").IncomingMessage} request */
function queryOf({ url = "" }) {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Response & Partial<Pick<import("../lib/http/json-answer").JsonAnswer, "plain">>} answer
 */
async function writeWeb(response, answer) {
  const body = answer.plain ?? new Uint8Array(await answer.arrayBuffer());
  writeAnswer(response, answer.status, nodeHeaders(answer.headers), body);
}

/** @param {RouteModule} module @param {string} method @returns {Handler | undefined} */
function handlerFor(module, method) {
  const handler = METHODS.includes(method) ? module[method] : undefined;
  if (typeof handler === "function") return /** @type {Handler} */ (handler);
  return method === "HEAD" ? handlerFor(module, "GET") : undefined;
}

/**
 * As Next does: OPTIONS names the methods, any other that the module lacks is a 405; an API words it in its own way.
 * @param {RouteModule} module
 * @param {string} method
 * @param {string} origin
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function refuseMethod(module, method, origin, request, response) {
  const allow = METHODS.filter((name) => name === "OPTIONS" || handlerFor(module, name)).join(", ");
  if (method === "OPTIONS") return writeAnswer(response, 204, { allow }, undefined);
  const own = METHODS.map((name) => /** @type {ApiHandler | undefined} */ (module[name])?.refuseMethod).find(Boolean);
  if (!own) return refuse(response, 405, "method_not_allowed", `This address answers to ${allow}.`, { allow });
  return writeWeb(response, own(new HotRequest(request, origin + request.url, undefined), allow));
}

/**
 * The body, read ahead where it is short; "aborted" when the client went away before it was whole.
 * @param {import("node:http").IncomingMessage} request
 * @returns {Buffer | globalThis.ReadableStream | undefined | Promise<Buffer | "aborted">}
 */
function bodyOf(request) {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  const chunked = request.headers["transfer-encoding"] !== undefined;
  if (!chunked && !(length > 0)) return undefined;
  if (chunked || length > BUFFERED_BYTES) return streamOf(request);
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => resolve("aborted"));
    request.once("error", () => resolve("aborted"));
  });
}

/**
 * The body as a stream that takes from the connection only what is read of it: the rest of one that is refused is still
 * there to be thrown away, and does not stand before the client's next request.
 * @param {import("node:http").IncomingMessage} request
 */
const streamOf = (request) =>
  /** @type {globalThis.ReadableStream} */ (ReadableStream.from(request.iterator({ destroyOnReturn: false })));

/** @param {Headers} headers */
function nodeHeaders(headers) {
  /** @type {import("node:http").OutgoingHttpHeaders} */
  const plain = {};
  for (const [name, value] of headers) if (name !== "set-cookie" && name !== "content-length") plain[name] = value;
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) plain["set-cookie"] = cookies;
  return plain;
}
