// @ts-check

/** Addresses that are a page for people and an endpoint for programs. */
const shared = new Map([["/issue", "/openid4vc/jwt/issue"]]);

/** Forms of pages come as one of these, or name their action in a header. */
const FORMS = /^(?:multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)\b/i;

/** Types of the Issuer API's SD-JWT VCs are addresses, and whoever meets one looks for its metadata there. */
const TYPE = /^\/draft13\/(\w[\w:.-]*)$/;
const NO_TYPES = new Set([
  "authorize",
  "batch_credential",
  "credential",
  "credentialOffer",
  "credential_deferred",
  "did.json",
  "jwks",
  "par",
  "token",
]);

/** @typedef {Pick<import("node:http").IncomingMessage, "method" | "url" | "headers">} Bound */

/**
 * Where a request is really bound for: a POST to a page's address is the Issuer API's, unless the page itself sent it,
 * and who reads a type is led to what is told of it.
 * @param {Bound} request
 */
export function leadToApi(request) {
  if (request.method === "GET" || request.method === "HEAD") leadToType(request);
  else leadToEndpoint(request);
}

/** @param {Bound} request */
function leadToType(request) {
  const [path = "", ...query] = (request.url ?? "").split("?");
  const [, type = ""] = TYPE.exec(path) ?? [];
  if (type && !NO_TYPES.has(type)) request.url = [`/.well-known/vct/draft13/${type}`, ...query].join("?");
}

/** @param {Bound} request */
function leadToEndpoint(request) {
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const [path = "", ...query] = (request.url ?? "").split("?");
  const target = shared.get(path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);
  if (!target || FORMS.test(request.headers["content-type"] ?? "")) return;
  request.url = [target, ...query].join("?");
}
