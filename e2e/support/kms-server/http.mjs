const MOST_BYTES = 1024 * 1024;

export async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new RangeError("The body is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `null` is an empty body, which is how KMS answers an operation without output. */
export function sendJson(response, status, value, type = "application/json", headers = {}) {
  const body = value === null ? "" : JSON.stringify(value);
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}
