// @ts-check

/** What addresses of the APIs begin with. */
const APIS = /^\/+(?:(?:v1\.0|beta|oauth2|onboard|openid4vc|raw)\/|(?:sign|issue|batchIssue)\/*$)/i;

/**
 * One slash where a client wrote several: it put a base address that ends with a slash before a path that begins with
 * one. A redirect would not do, since clients leave the token out when they follow it.
 * @param {Pick<import("node:http").IncomingMessage, "url">} request
 */
export function mendSlashes(request) {
  const [path = "", ...query] = (request.url ?? "").split("?");
  if (path.includes("//") && APIS.test(path)) request.url = [path.replace(/\/{2,}/g, "/"), ...query].join("?");
}
