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
  response.writeHead(status, bodyless ? headers : { "content-length": length, ...headers });
  if (bodyless || length === 0 || response.req.method === "HEAD") response.end();
  else response.end(body);
}

/**
 * Gives an answer, when it is written, the headers that every one has and the framework leaves out: of files, and of
 * what is not there (security L6). Scripts of workers bring no policy: it would be the worker's.
 * @param {import("node:http").ServerResponse} response
 * @param {string} path
 */
export function dress(response, path) {
  const { "content-security-policy": policy, "referrer-policy": referrer, "x-content-type-options": type } = HEADERS;
  const own = { "referrer-policy": referrer, "x-content-type-options": type };
  const wanted = path.startsWith("/_next/static/") ? own : { ...own, "content-security-policy": policy };
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (/** @type {[any, any?, any?]} */ ...parts) => {
    for (const [name, value] of Object.entries(wanted)) if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(...parts);
  };
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

/**
 * The same in the form whose words the portal's own pages show.
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} message
 */
export function refuseInWords(response, status, message) {
  writeAnswer(response, status, { ...HEADERS, "content-type": "text/plain" }, message);
}
