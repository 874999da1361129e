import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import type { Destination, EgressFailure } from "@/lib/egress/destination";

const CONNECT_MS = 2000;
const HEADER_BYTES = 16 * 1024;

interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Trusted besides the system's certificate authorities. */
  readonly ca?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Ends an exchange for a reason that goes to the audit trail. */
export class EgressError extends Error {
  constructor(readonly failure: EgressFailure) {
    super(failure);
  }
}

/**
 * One request to one of `addresses`, which have been checked: the name is kept for TLS and Host, but not looked up a
 * second time. No redirect is followed and no content decoded (security E2, E3).
 */
export function exchange(
  { url, host, port }: Destination,
  addresses: readonly string[],
  { method, headers, body, maxBytes, signal, ca }: Exchange,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (failure: EgressFailure) => {
      clearTimeout(connecting);
      reject(new EgressError(failure));
      request.destroy();
    };
    const request = (url.protocol === "https:" ? https : http).request({
      host,
      port,
      method,
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host, "accept-encoding": "identity", connection: "close" },
      agent: false,
      lookup: onlyThese(addresses),
      maxHeaderSize: HEADER_BYTES,
      signal,
      ...(ca ? { ca } : {}),
    });
    const connecting = setTimeout(() => fail("connect_timeout"), CONNECT_MS);
    // Between the two a failure is one of the certificate or of TLS itself.
    let shakingHands = false;
    request.once("socket", (socket) => {
      if (url.protocol !== "https:") return socket.once("connect", () => clearTimeout(connecting));
      socket.once("connect", () => {
        shakingHands = true;
      });
      socket.once("secureConnect", () => {
        shakingHands = false;
        clearTimeout(connecting);
      });
    });
    request.on("error", () => {
      if (signal.aborted) fail("timeout");
      else fail(shakingHands ? "tls_failed" : "connection_failed");
    });
    request.once("upgrade", () => fail("connection_failed"));
    request.once("response", (response) => {
      const refusal = refusalOf(response, maxBytes);
      if (refusal) return fail(refusal);
      readBody(response, maxBytes).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: plainHeaders(response), body: bytes }),
        (error: unknown) => {
          if (signal.aborted) fail("timeout");
          else fail(error instanceof EgressError ? error.failure : "connection_failed");
        },
      );
    });
    request.end(body);
  });
}

/** Answers the connection's own look-up with what was checked, so that a name cannot change its mind in between. */
function onlyThese(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  return (_name, options, done) => {
    const [first] = found;
    if (!first) return done(new Error("no address"), "", 0);
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  };
}

function refusalOf(response: http.IncomingMessage, maxBytes: number): EgressFailure | undefined {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) return "redirect";
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase();
  if (encoding && encoding !== "identity") return "encoded_answer";
  return Number(response.headers["content-length"] ?? 0) > maxBytes ? "answer_too_large" : undefined;
}

async function readBody(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new EgressError("answer_too_large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function plainHeaders({ headers }: http.IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(", ")] as const],
  );
  return Object.fromEntries(entries);
}
