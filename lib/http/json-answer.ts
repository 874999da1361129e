/** As `Response.json` makes it, with its text at hand: the server writes that, where reading a stream would cost more. */
export class JsonAnswer extends Response {
  readonly plain: string;

  constructor(value: unknown, init?: ResponseInit) {
    const plain = JSON.stringify(value);
    const headers = new Headers(init?.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    super(plain, { ...init, headers });
    this.plain = plain;
  }
}
