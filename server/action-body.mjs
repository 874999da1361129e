// @ts-check

/** More than any of the portal's forms holds, and as deep as JSON from outside may be (security L1), with room for a wrapper. */
const BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 40;
/** Names that would reach into an object's prototype. */
const MAGIC = new Set(["__proto__", "constructor", "prototype"]);
/** How React's client writes what JSON has no word for. All else that begins with "$" names parts that are not there. */
const WORDS = /^\$(?:\$.*|undefined|T|D\d[\d:.TZ-]{9,29}|n-?\d{1,40}|NaN|-?Infinity|-0)$/s;
const REFERENCE = /^\$0(?::[^:]+)+$/s;

/** Why an action's body is not taken. */
export class UnfitBody extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * The arguments of a server action, as they came. The framework would answer to what it cannot read with a 500
 * (security I15), and follow references of the sender's making.
 * @param {import("node:http").IncomingMessage} request
 */
export async function readActionBody(request) {
  const { "content-type": type = "", "content-encoding": encoding } = request.headers;
  if (encoding || !/^text\/plain\s*(?:;|$)/i.test(type)) throw new UnfitBody(415, "Send the arguments as text/plain.");
  const bytes = await bounded(request);
  const text = decoded(bytes);
  const root = parsed(text);
  if (!Array.isArray(root)) throw unreadable();
  judge(root, root, 1);
  return bytes;
}

/** @param {import("node:http").IncomingMessage} request */
async function bounded(request) {
  const tooLarge = new UnfitBody(413, "This is more than can be sent at once: 1 MiB.");
  if (Number(request.headers["content-length"] ?? 0) > BYTES_MAX) throw tooLarge;
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  try {
    // The rest of one that is refused is still there to be thrown away.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > BYTES_MAX) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever sent it went away.
    throw error === tooLarge ? error : unreadable();
  }
  return Buffer.concat(chunks);
}

/** @param {Buffer} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable();
  }
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

/** @param {unknown} value @param {unknown} root @param {number} depth */
function judge(value, root, depth) {
  if (typeof value === "string" && value.startsWith("$") && !WORDS.test(value) && !isThere(value, root)) {
    throw unreadable();
  }
  if (typeof value !== "object" || value === null) return;
  if (depth > DEPTH_MAX) throw new UnfitBody(400, `The arguments are nested more than ${DEPTH_MAX} levels deep.`);
  for (const [name, one] of Object.entries(value)) {
    if (MAGIC.has(name)) throw unreadable();
    judge(one, root, depth + 1);
  }
}

/** Of an object that stands twice, React writes the path to the first. @param {string} text @param {unknown} root */
function isThere(text, root) {
  if (!REFERENCE.test(text)) return false;
  /** @type {unknown} */
  let place = root;
  for (const name of text.split(":").slice(1)) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, name)) return false;
    place = Reflect.get(place, name);
  }
  return typeof place === "object" && place !== null;
}

const unreadable = () => new UnfitBody(400, "The arguments are not what a page of the portal sends.");
