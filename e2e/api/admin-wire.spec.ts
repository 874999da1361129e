import http from "node:http";
import { expect, test } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv } from "@/e2e/support/issuing-setup";
import { tokenOf } from "@/e2e/support/portal-api";

/** What all operations of the Admin API have in common on the wire (reference, section 1; security L1). */

let authorization: string;
let authorities: string;

test.beforeAll(async () => {
  authorization = `Bearer ${await tokenOf(defaultServerEnv, "--role", "owner", "--tenant", "admin-wire")}`;
  authorities = "/v1.0/verifiableCredentials/authorities";
  expect((await send("POST", "/v1.0/verifiableCredentials/onboard")).status).toBe(201);
});

interface Sent {
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
  /** The length is not told: the body comes in pieces. */
  readonly chunked?: boolean;
}

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A request as it is, whatever is wrong with it. */
function send(method: string, path: string, { body, headers, chunked }: Sent = {}): Promise<Reply> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = http.request(defaultServer.url + path, {
      method,
      agent: false,
      headers: {
        authorization,
        ...(bytes && { "content-type": "application/json" }),
        ...(bytes && !chunked && { "content-length": String(bytes.byteLength) }),
        ...headers,
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    if (chunked && bytes)
      for (let at = 0; at < bytes.length; at += 16_384) request.write(bytes.subarray(at, at + 16_384));
    else if (bytes) request.write(bytes);
    request.end();
  });
}

const refused = ({ status, text }: Reply) => [status, JSON.parse(text).error.code];

test("the prefix is spelled as published clients spell it, and so are its operations", async () => {
  const body = { name: "Contoso", linkedDomainUrl: "https://admin-wire.example.org/", didMethod: "web" };
  const { id } = JSON.parse((await send("POST", authorities, { body: JSON.stringify(body) })).text);
  for (const prefix of ["verifiableCredentials", "VerifiableCredentials", "verifiablecredentials"]) {
    const one = `/v1.0/${prefix}/authorities/${id}`;
    expect((await send("GET", one)).status).toBe(200);
    for (const name of ["generateWellknownDidConfiguration", "generateWellKnownDidConfiguration"]) {
      expect((await send("POST", `${one}/${name}`, { body: "{}" })).status).toBe(200);
    }
    const network = await send("GET", `/v1.0/${prefix}Network/authorities?filter=linkeddomainurls%20like%20nobody`);
    expect([network.status, network.text]).toEqual([200, "[]"]);
  }
});

test("a body is not looked at where none is due", async () => {
  const path = `${authorities}/00000000-0000-4000-8000-000000000000/generateDidDocument`;
  for (const sent of [
    { body: '""' },
    { body: "{}" },
    { body: '{"stray":true}' },
    { body: "{", headers: { "content-type": "text/plain" } },
    { body: "not JSON", chunked: true },
    { headers: { "content-type": "application/json" } },
  ]) {
    expect(refused(await send("POST", path, sent))).toEqual([404, "notFound"]);
    expect((await send("POST", "/v1.0/verifiableCredentials/onboard", sent)).status).toBe(201);
  }
});

test("other methods are a 405 with the ones there are, other addresses a 404, in the reference's envelope", async () => {
  for (const [method, path, allow] of [
    ["DELETE", authorities, "GET, HEAD, OPTIONS, POST"],
    ["PUT", authorities, "GET, HEAD, OPTIONS, POST"],
    ["GET", "/v1.0/verifiableCredentials/onboard", "OPTIONS, POST"],
  ] as const) {
    const answer = await send(method, path);
    expect(refused(answer)).toEqual([405, "methodNotAllowed"]);
    expect(answer.headers.allow).toBe(allow);
  }
  for (const path of [`${authorities}/a/b/c`, "/v1.0/VerifiableCredentials/unknown", "/beta/verifiableCredentials/x"]) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await send(method, path);
      expect(refused(answer)).toEqual([404, "notFound"]);
      expect(answer.headers["request-id"]).toBe(JSON.parse(answer.text).requestId);
      expect(answer.headers["ms-cv"]).toBe(JSON.parse(answer.text).mscv);
    }
  }
  const head = await send("HEAD", authorities);
  expect([head.status, head.text]).toEqual([200, ""]);
  const options = await send("OPTIONS", authorities, { headers: { origin: "https://app.example.org" } });
  expect([options.status, options.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  expect(options.headers["access-control-allow-origin"]).toBeUndefined();
});

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const members = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1])));
const named = (name: string) => JSON.stringify({ name });

const limits: [string, Sent, number, string][] = [
  ["256 KiB", { body: named("x".repeat(257 * 1024)) }, 413, "payloadTooLarge"],
  ["256 KiB that come in pieces", { body: named("x".repeat(257 * 1024)), chunked: true }, 413, "payloadTooLarge"],
  ["a depth of 32", { body: nested(33) }, 400, "nested"],
  ["2,000 members", { body: members(2001) }, 400, "2000 members"],
  ["1,000 items", { body: JSON.stringify({ name: Array.from({ length: 1001 }, () => 1) }) }, 400, "1000 items"],
  ["64 KiB of text", { body: named("x".repeat(64 * 1024 + 1)) }, 400, "64 KiB"],
  ["one of each member", { body: '{"name":"a","name":"b"}' }, 400, "twice"],
  ["plain names", { body: '{"constructor":{"prototype":{}}}' }, 400, "constructor"],
  ["UTF-8", { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }, 400, "UTF-8"],
  ["JSON", { body: "{" }, 400, "JSON"],
  ["no encoding", { body: "{}", headers: { "content-encoding": "gzip" } }, 415, "Content-Encoding"],
  ["its own type", { body: "{}", headers: { "content-type": "text/plain" } }, 415, "application/json"],
  ["its own alphabet", { body: "{}", headers: { "content-type": "application/json; charset=utf-16" } }, 415, "UTF-8"],
];

for (const [what, sent, status, word] of limits) {
  test(`a body keeps to ${what} (L1)`, async () => {
    const answer = await send("POST", authorities, sent);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(word);
    expect(JSON.parse(answer.text).error.innererror.code).toMatch(/^[a-z][A-Za-z]+$/);
  });
}

test("a body within the limits is judged for what it says (L1)", async () => {
  for (const body of [nested(31), members(1999), named("x".repeat(64 * 1024))]) {
    const answer = await send("POST", authorities, { body });
    expect(refused(answer)).toEqual([400, "badRequest"]);
    expect(JSON.parse(answer.text).error.innererror).toMatchObject({
      code: "badOrMissingField",
      target: expect.any(String),
    });
  }
});
