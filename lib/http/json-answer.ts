/**
 * As `Response.json` makes it, with its text at hand: the server writes that. A body of the web is a stream, which costs
 * more to make than most answers: it is made for those who ask for it.
 */
export class JsonAnswer extends Response {
  readonly plain: string;
  #streamed: Response | undefined;

  constructor(value: unknown, init?: ResponseInit) {
    super(null, init);
    this.plain = JSON.stringify(value);
    if (!this.headers.has("content-type")) this.headers.set("content-type", "application/json");
  }

  #whole(): Response {
    this.#streamed ??= new Response(this.plain, this);
    return this.#streamed;
  }

  override get body() {
    return this.#whole().body;
  }

  override get bodyUsed() {
    return this.#streamed?.bodyUsed ?? false;
  }

  override arrayBuffer() {
    return this.#whole().arrayBuffer();
  }

  override blob() {
    return this.#whole().blob();
  }

  override bytes() {
    return this.#whole().bytes();
  }

  override json() {
    return this.#whole().json();
  }

  override text() {
    return this.#whole().text();
  }

  override clone() {
    return this.#whole().clone();
  }
}
