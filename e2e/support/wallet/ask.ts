import http from "node:http";

/** An answer as it came. `json` parses the body when asked. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  json<Body = Record<string, unknown>>(): Body;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ask this origin for a document of another host: sends `Host`. */
  readonly host?: string;
  readonly timeoutMs?: number;
}

/** Shorter than any server here keeps an idle connection: a request on one that is just being closed is lost. */
const KEPT_MS = 4000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: "fifo", timeout: KEPT_MS });

/** One request over kept connections. Unlike `fetch` it may name another host, follows nothing and tidies nothing up. */
export function ask(url: string, { method = "GET", headers, body, host, timeoutMs = 30_000 }: Question = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = http.request(url, { method, agent, headers: { ...length, ...headers, ...(host && { host }) } });
    request.setTimeout(timeoutMs, () => request.destroy(new Error(`${method} ${url} took too long`)));
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, text, json: <Body>() => JSON.parse(text) as Body });
      });
    });
    request.end(body);
  });
}

/** What was answered with another status than the one hoped for. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly step: string,
    readonly answer: Answer,
  ) {
    super(`${step} was answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  }

  /** OAuth's error code. */
  get code(): unknown {
    return this.answer.json().error;
  }
}

export const postJson = (url: string, value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  ask(url, {
    method: "POST",
    body: JSON.stringify(value),
    headers: { "content-type": "application/json", ...headers },
  });

export const postForm = (
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) =>
  ask(url, {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  });
