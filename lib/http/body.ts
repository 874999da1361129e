import { Problem } from "@/lib/kernel/errors";
import { parseStrictJson } from "@/lib/kernel/strict-json";

/** Limits before parsing, counted while reading (security L1). */
export const bodyLimits = { admin: 256 * 1024, wallet: 64 * 1024, form: 16 * 1024 } as const;

/** Reads a body of at most `limit` bytes as text, without the mark that some editors put first. Refuses content encodings and broken UTF-8. */
export async function readText(request: Request, limit: number): Promise<string> {
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity") {
    throw new Problem("unsupported_media_type", "Send the body without Content-Encoding.");
  }
  const bytes = await readBytes(request, limit);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_request", "The body is not valid UTF-8.");
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > limit) throw tooLarge(limit);
  // The server's parser takes no byte more than was announced; walking the stream costs more than most handlers.
  if (announced !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > limit) throw tooLarge(limit);
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number): Problem =>
  new Problem("payload_too_large", `The body is larger than ${limit / 1024} KiB.`);

const mediaType = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

/** JSON is UTF-8: a client that says otherwise would be misread. */
const isUtf8 = (request: Request): boolean =>
  /^utf-?8$/i.test(/;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.headers.get("content-type") ?? "")?.[1] ?? "utf-8");

/** Reads a JSON body; `undefined` when there is none at all. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = mediaType(request);
  if (type && (type !== "application/json" || !isUtf8(request))) {
    throw new Problem("unsupported_media_type", "Send the body as application/json in UTF-8.");
  }
  const text = await readText(request, limit);
  if (text.trim() === "") return undefined;
  if (!type) throw new Problem("unsupported_media_type", "Say Content-Type: application/json.");
  return parseStrictJson(text);
}

/** The same of JSON that is at hand as text, if it is one: what calls itself so may be anything. */
export function parseJsonText(text: unknown, limit: number): unknown {
  if (typeof text !== "string") throw new Problem("invalid_request", "Send the request as JSON text.");
  if (Buffer.byteLength(text) > limit) throw tooLarge(limit);
  return parseStrictJson(text);
}

/** Reads a form body. A parameter given twice is refused, one without a value counts as left out (RFC 6749, section 3.2). */
export async function readForm(request: Request, limit: number = bodyLimits.form): Promise<Map<string, string>> {
  if (mediaType(request) !== "application/x-www-form-urlencoded") {
    throw new Problem("invalid_request", "Send the body as application/x-www-form-urlencoded.");
  }
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await readText(request, limit))) {
    if (form.has(name)) throw new Problem("invalid_request", "A parameter is given twice: keep one.");
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === "") form.delete(name);
  return form;
}
