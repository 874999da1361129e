// @ts-check

/**
 * Answers every member of `Whole` from one that is made when such a member is first asked for.
 * @template Instance
 * @param {{ readonly prototype: Instance }} Whole
 * @returns {new (make: () => Instance) => Instance}
 */
function lazily(Whole) {
  class Lazy {
    #make;
    /** @type {any} */
    #made;

    /** @param {() => Instance} make */
    constructor(make) {
      this.#make = make;
    }

    get whole() {
      this.#made ??= this.#make();
      return this.#made;
    }
  }
  const names = Reflect.ownKeys(/** @type {object} */ (Whole.prototype)).filter((name) => name !== "constructor");
  for (const name of names) {
    Object.defineProperty(Lazy.prototype, name, {
      /** @this {Lazy} */
      get() {
        const member = this.whole[name];
        return typeof member === "function" ? member.bind(this.whole) : member;
      },
    });
  }
  return /** @type {any} */ (Lazy);
}

/** Headers as the parser read them. They are for reading: what is changed of them is not heeded. */
class HotHeaders extends lazily(Headers) {
  #raw;

  /** @param {readonly string[]} raw names and values in turns */
  constructor(raw) {
    super(() => {
      const headers = new Headers();
      for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
      return headers;
    });
    this.#raw = raw;
  }

  /** @override @param {string} name */
  get(name) {
    const wanted = name.toLowerCase();
    /** @type {string | null} */
    let value = null;
    for (let at = 0; at < this.#raw.length; at += 2) {
      if (this.#raw[at]?.toLowerCase() !== wanted) continue;
      value = value === null ? (this.#raw[at + 1] ?? "") : `${value}, ${this.#raw[at + 1]}`;
    }
    return value;
  }

  /** @override @param {string} name */
  has(name) {
    return this.get(name) !== null;
  }
}

/** What a request with a stream for a body must say; the types of the web do not know it. */
const HALF = { duplex: "half" };

/**
 * A request with what handlers ask of it at hand. Making a whole `Request`, with a stream and a signal of its own, costs
 * more than most handlers; whoever asks for another member gets that of a whole one.
 */
export class HotRequest extends lazily(Request) {
  #body;

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {string} url
   * @param {Buffer | ReadableStream | undefined} body
   */
  constructor({ method = "GET", rawHeaders }, url, body) {
    super(
      () =>
        new Request(url, { method, headers: this.headers, body: /** @type {BodyInit | undefined} */ (body), ...HALF }),
    );
    this.#body = body;
    Object.defineProperties(this, {
      method: { value: method },
      url: { value: url },
      headers: { value: new HotHeaders(rawHeaders) },
    });
  }

  /** @override */
  async arrayBuffer() {
    return this.#body instanceof Uint8Array ? new Uint8Array(this.#body).buffer : super.arrayBuffer();
  }
}
