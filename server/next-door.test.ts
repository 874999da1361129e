import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnvironment } from "@/lib/env.mjs";
import { tellErrorsByPlace } from "@/server/framework-log.mjs";
import { requestListener } from "@/server/request-listener.mjs";
import { routeTable } from "@/server/route-table.mjs";

const seen: { method: string; url: string; body: string }[] = [];
let server: http.Server;
let port: number;

beforeAll(async () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64");
  const environment = readEnvironment({ MASTER_KEY: key, PUBLIC_URL: "https://portal.example.org" });
  const find = routeTable([
    { template: "/contracts/[contractId]", target: undefined, page: true },
    { template: "/api/portal/contracts/[contractId]", target: undefined, page: false },
  ]);
  server = http.createServer(
    requestListener(environment, find, async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      seen.push({ method: request.method ?? "", url: request.url ?? "", body });
      if (request.url === "/own-policy") response.setHeader("content-security-policy", "default-src 'self'");
      response.end("by Next");
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
});

interface Reply {
  status: number;
  text: string;
  headers: http.IncomingHttpHeaders;
}

function ask(
  method: string,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  body = "",
  agent: http.Agent | false = false,
): Promise<Reply> {
  const options = { port, host: "127.0.0.1", path, method, agent, headers: { host: "portal.example.org", ...headers } };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

const own = {
  "next-action": "7f".padEnd(42, "0"),
  "content-type": "text/plain;charset=UTF-8",
  origin: "https://portal.example.org",
  "sec-fetch-site": "same-origin",
};
const act = (body: string, headers: http.OutgoingHttpHeaders = {}) =>
  ask("POST", "/contracts/1", { ...own, ...headers }, body);

test("a page's action comes through as it was sent", async () => {
  const bodies = [
    '[{"name":"Employee card","since":"$D2026-01-31T12:00:00.000Z","note":"$$5"},"$undefined"]',
    '[{"a":{"b":[1]},"again":"$0:0:a:b","count":"$n12"},"$T"]',
    "[]",
  ];
  for (const body of bodies) expect((await act(body)).text).toBe("by Next");
  expect(seen.map(({ body }) => body)).toEqual(bodies);
});

test.each([
  ["another origin", { origin: "https://evil.example" }],
  ["the origin of the port beside", { origin: "https://portal.example.org:8443" }],
  ["no origin", { origin: [] }],
  ["the origin of a sandbox", { origin: "null" }],
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a neighbour's site", { "sec-fetch-site": "same-site" }],
  ["nothing said of the site", { "sec-fetch-site": [] }],
] as [string, http.OutgoingHttpHeaders][])(
  "an action from %s is a 403 before the framework sees it (A4, I15)",
  async (_, headers) => {
    const { status, text } = await act("[]", headers);
    expect([status, seen]).toEqual([403, []]);
    expect(text).not.toContain("evil.example");
  },
);

test.each([
  ["no JSON", "[", 400],
  ["nothing", "", 400],
  ["no list", '{"a":1}', 400],
  ["a part that is not there", '["$1"]', 400],
  ["a reference to what is not there", '[{"a":1},"$0:0:b"]', 400],
  ["a reference into a prototype", '[{"a":{}},"$0:0:a:toString"]', 400],
  ["somebody's function", '["$F1"]', 400],
  ["a form that is not there", '["$K1"]', 400],
  ["a number that is none", '["$nx"]', 400],
  ["a magic name", '[{"__proto__":{"role":"owner"}}]', 400],
  ["no end of levels", "[".repeat(50_000) + "]".repeat(50_000), 400],
  ["more than a megabyte", `["${"x".repeat(1024 * 1024)}"]`, 413],
])("an action with %s as its arguments is refused, and no 500 (I15, L1)", async (_, body, status) => {
  expect((await act(body)).status).toBe(status);
  expect(seen).toEqual([]);
});

test("the rest of an action that is refused does not stand before its connection's next request (L1)", async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const big = "x".repeat(3 * 1024 * 1024);
  for (const headers of [{ "transfer-encoding": "chunked" }, {}, { origin: "null" }]) {
    const refused = await ask("POST", "/contracts/1", { ...own, ...headers }, big, agent);
    expect(refused.status).toBe("origin" in headers ? 403 : 413);
    expect((await ask("GET", "/contracts/1", {}, "", agent)).status).toBe(200);
  }
  agent.destroy();
});

test.each([
  ["parts", { "content-type": "multipart/form-data; boundary=x" }, 415],
  ["an encoding", { "content-encoding": "gzip" }, 415],
  ["a name that is none", { "next-action": "constructor" }, 400],
  ["no name", { "next-action": [] }, 400],
] as [string, http.OutgoingHttpHeaders, number][])(
  "an action that comes with %s is refused (I15, L1)",
  async (_, headers, status) => {
    expect((await act("[]", headers)).status).toBe(status);
    expect(seen).toEqual([]);
  },
);

describe("what the framework would answer with a 500 is a 4xx (I15)", () => {
  test.each([
    { method: "GET", path: "/contracts/%ff", status: 400 },
    { method: "GET", path: "/api/portal/contracts/%E0%A4", status: 400 },
    { method: "GET", path: "/nowhere/%", status: 400 },
    { method: "GET", path: "/_global-error", status: 404 },
    { method: "GET", path: "/%5Fglobal-error", status: 404 },
    { method: "TRACE", path: "/contracts/1", status: 405 },
    { method: "PUT", path: "/contracts/1", status: 405 },
    { method: "TRACE", path: "/api/portal/contracts/1", status: 405 },
  ])("$method $path", async ({ method, path, status }) => {
    const answer = await ask(method, path);
    expect([answer.status, seen]).toEqual([status, []]);
    if (status === 405) expect(answer.headers.allow).toContain("GET, HEAD, POST");
  });

  test("a router's state that is none; one that is passes", async () => {
    const asked = (tree: string) => ask("GET", "/contracts/1", { rsc: "1", "next-router-state-tree": tree });
    for (const tree of ["garbage", "%5B%5D", "%", "x".repeat(8000)]) expect((await asked(tree)).status).toBe(400);
    expect((await asked(encodeURIComponent('["",{}]'))).status).toBe(200);
  });

  test("other methods reach the routes that are no pages", async () => {
    expect((await ask("PUT", "/api/portal/contracts/1")).status).toBe(200);
  });
});

test("what the framework answers without headers gets ours; a policy of its own stays, and scripts have none (L6)", async () => {
  const { headers } = await ask("GET", "/nowhere");
  expect(headers).toMatchObject({
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect((await ask("GET", "/own-policy")).headers["content-security-policy"]).toBe("default-src 'self'");
  const script = (await ask("GET", "/_next/static/chunks/a.js")).headers;
  expect([script["content-security-policy"], script["x-content-type-options"]]).toEqual([undefined, "nosniff"]);
});

test("what the framework prints becomes a line of JSON that quotes nothing (S4)", () => {
  const { error, warn } = console;
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  tellErrorsByPlace();
  console.error("`origin` header with value `canary.example`", new TypeError("canary-4711"));
  console.warn("canary-4712");
  const lines = write.mock.calls.map(([line]) => String(line));
  write.mockRestore();
  Object.assign(console, { error, warn });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", event: "framework", kind: "TypeError" },
    { level: "warn", event: "framework", kind: "text", frames: [] },
  ]);
  expect(lines.join("")).not.toContain("canary");
});
