// @ts-check

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "content-type": "application/json; charset=utf-8",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * A whole answer, written once.
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {import("node:http").OutgoingHttpHeaders} headers
 * @param {Uint8Array | string | undefined} body
 */
export function writeAnswer(response, status, headers, body) {
  if (response.destroyed || response.headersSent) return;
  const length = body === undefined ? 0 : typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  const bodyless = status === 204 || status === 304;
  response.writeHead(status, bodyless ? headers : { ...headers, "content-length": length });
  if (bodyless || length === 0 || response.req.method === "HEAD") response.end();
  else response.end(body);
}

/**
 * A refusal by the server itself, before any API has a say.
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} code
 * @param {string} message
 * @param {import("node:http").OutgoingHttpHeaders} [headers]
 */
export function refuse(response, status, code, message, headers = {}) {
  writeAnswer(response, status, { ...HEADERS, ...headers }, JSON.stringify({ error: { code, message } }));
}
