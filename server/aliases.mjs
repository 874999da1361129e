// @ts-check

/** Addresses that are a page for people and an endpoint for programs. */
const shared = new Map([["/issue", "/openid4vc/jwt/issue"]]);

/** Forms of pages come as one of these, or name their action in a header. */
const FORMS = /^(?:multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)\b/i;

/**
 * Where a request is really bound for: a POST to a page's address is the Issuer API's, unless the page itself sent it.
 * @param {Pick<import("node:http").IncomingMessage, "method" | "url" | "headers">} request
 */
export function leadToApi(request) {
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const [path = "", ...query] = (request.url ?? "").split("?");
  const target = shared.get(path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);
  if (!target || FORMS.test(request.headers["content-type"] ?? "")) return;
  request.url = [target, ...query].join("?");
}
