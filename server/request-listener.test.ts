import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnvironment } from "@/lib/env.mjs";
import type { PlainAnswer } from "@/lib/http/hot";
import type { RouteModule } from "@/server/hot-handler.mjs";
import { requestListener } from "@/server/request-listener.mjs";
import { routeTable } from "@/server/route-table.mjs";

const echo = async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
  calls.push(request.url);
  const text = await request.text();
  return Response.json({
    params: await context.params,
    length: text.length,
    address: request.headers.get("x-client-address"),
  });
};
const modules: Record<string, RouteModule | undefined> = {
  "/echo/[id]": { GET: echo, POST: echo },
  "/api/[id]": {
    POST: Object.assign((request: Request, context: { params: Promise<unknown> }) => echo(request, context), {
      refuseMethod: (_: Request, allow: string) => new Response(`only ${allow}`, { status: 405, headers: { allow } }),
    }),
  },
  "/refuse/unread": { POST: () => new Response("too large", { status: 413 }) },
  "/refuse/half-read": {
    POST: async ({ body }: Request) => {
      for await (const _ of body ?? []) return new Response("too large", { status: 413 });
      return new Response("empty");
    },
  },
  "/cookies": {
    GET: () => {
      const headers = new Headers();
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response(null, { status: 204, headers });
    },
  },
  "/broken": {
    GET: () => {
      throw new TypeError("canary-4711");
    },
  },
  "/list/[id]": {
    fromMemory: ({ id }, header, query): PlainAnswer | undefined => {
      if (query !== "") return { status: 200, headers: {}, body: query };
      if (id !== "known") return undefined;
      if (header("if-none-match") === '"1"') return { status: 304, headers: { etag: '"1"' } };
      return { status: 200, headers: { etag: '"1"', "content-type": "text/plain" }, body: "from memory" };
    },
    GET: () => new Response("from the handler"),
    OPTIONS: () => new Response(null, { status: 204, headers: { "access-control-allow-origin": "*" } }),
  },
  "/v1.0/verifiableCredentials/authorities/[authorityId]": undefined,
};

const calls: string[] = [];
const passedOn: string[] = [];
let port: number;
let server: http.Server;

beforeAll(async () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64");
  const environment = readEnvironment({ MASTER_KEY: key, PUBLIC_URL: "https://portal.example.org" });
  const routes = Object.entries(modules).map(([template, target]) => ({ template, target }));
  server = http.createServer(
    requestListener(environment, routeTable(routes), async (request, response) => {
      passedOn.push(`${request.url} ${String(request.headers["x-forwarded-proto"])}`);
      response.end("by Next");
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  calls.length = 0;
  passedOn.length = 0;
});

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

function ask(path: string, options: http.RequestOptions = {}, body?: string | Buffer[]): Promise<Reply> {
  const headers = { host: "portal.example.org", ...options.headers };
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: "127.0.0.1", path, agent: false, ...options, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on("error", reject);
    if (Array.isArray(body)) {
      for (const chunk of body) request.write(chunk);
      request.end();
    } else request.end(body);
  });
}

describe("a hot handler gets what it would get from Next", () => {
  test("its parameters, the public address in its URL, and who asks", async () => {
    const { status, text, headers } = await ask("/echo/a%20b?x=1");
    expect([status, JSON.parse(text)]).toEqual([200, { params: { id: "a b" }, length: 0, address: "127.0.0.1" }]);
    expect(headers["content-length"]).toBe(String(text.length));
    expect(calls).toEqual(["https://portal.example.org/echo/a%20b?x=1"]);
  });

  test.each([
    ["told length", "x".repeat(1000)],
    ["chunks", [Buffer.alloc(1000, "x")]],
    ["told length above what is read ahead", "x".repeat(300 * 1024)],
  ])("a body with %s", async (_kind, body) => {
    const expected = Array.isArray(body) ? 1000 : body.length;
    expect(JSON.parse((await ask("/echo/a", { method: "POST" }, body)).text)).toMatchObject({ length: expected });
  });

  test("no body at all", async () => {
    expect(JSON.parse((await ask("/echo/a", { method: "POST" })).text)).toMatchObject({ length: 0 });
  });
});

test("each cookie is a header of its own, and a 204 has no length", async () => {
  const { status, headers } = await ask("/cookies");
  expect([status, headers["set-cookie"], headers["content-length"]]).toEqual([204, ["a=1", "b=2"], undefined]);
});

test("HEAD is answered by GET, without the body", async () => {
  const { status, headers, text } = await ask("/echo/a", { method: "HEAD" });
  expect([status, text]).toEqual([200, ""]);
  expect(Number(headers["content-length"])).toBeGreaterThan(0);
});

test.each(["PUT", "DELETE", "PATCH", "PROPFIND"])("%s is refused with the methods there are", async (method) => {
  const { status, headers, text } = await ask("/echo/a", { method });
  expect([status, headers.allow]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
  expect(JSON.parse(text)).toMatchObject({ error: { code: "method_not_allowed" } });
});

test("a method that an API lacks is refused in its own words", async () => {
  for (const method of ["DELETE", "PROPFIND", "TRACE"]) {
    const { status, headers, text } = await ask("/api/a", { method });
    expect([status, headers.allow]).toEqual([405, "OPTIONS, POST"]);
    expect(text).toBe("only OPTIONS, POST");
  }
});

test("OPTIONS is the module's business, or else names the methods", async () => {
  expect((await ask("/list/x", { method: "OPTIONS" })).headers["access-control-allow-origin"]).toBe("*");
  const { status, headers } = await ask("/echo/a", { method: "OPTIONS" });
  expect([status, headers.allow]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
});

describe("an answer from memory", () => {
  test("goes out as it is", async () => {
    const { status, headers, text } = await ask("/list/known");
    expect([status, headers.etag, headers["content-length"], text]).toEqual([200, '"1"', "11", "from memory"]);
  });

  test("may be a 304", async () => {
    const { status, headers, text } = await ask("/list/known", { headers: { "if-none-match": '"1"' } });
    expect([status, headers["content-length"], text]).toEqual([304, undefined, ""]);
  });

  test("knows what was asked after the path", async () => {
    expect((await ask("/list/known?time=1&x=?")).text).toBe("time=1&x=?");
  });

  test("that is not there leaves the request to the handler", async () => {
    expect((await ask("/list/other")).text).toBe("from the handler");
  });
});

test("a bug is a bare 500, and its log names the place but not the message (S4)", async () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { status, text } = await ask("/broken");
  const logged = write.mock.calls.map(([line]) => String(line)).join("");
  write.mockRestore();
  expect(status).toBe(500);
  expect(logged).toContain('"route":"/broken","kind":"TypeError"');
  expect(text + logged).not.toContain("canary-4711");
});

test.each([
  ["unread", "of told length", "x".repeat(1024 * 1024)],
  ["half-read", "of told length", "x".repeat(1024 * 1024)],
  ["unread", "in chunks", Array.from({ length: 64 }, () => Buffer.alloc(16 * 1024, "x"))],
  ["half-read", "in chunks", Array.from({ length: 64 }, () => Buffer.alloc(16 * 1024, "x"))],
])("a body left %s, %s, does not stand before the next request of its connection (L1)", async (how, _kind, body) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const _ of [1, 2]) {
    expect((await ask(`/refuse/${how}`, { method: "POST", agent }, body)).status).toBe(413);
    expect((await ask("/echo/a", { agent })).status).toBe(200);
  }
  agent.destroy();
});

test("a client that goes away in the middle of its body wakes no handler", async () => {
  const socket = net.connect(port, "127.0.0.1");
  socket.write("POST /echo/a HTTP/1.1\r\nHost: portal.example.org\r\nContent-Length: 100\r\n\r\nhalf");
  await pause(50);
  socket.destroy();
  await pause(50);
  expect(calls).toEqual([]);
  expect((await ask("/echo/a")).status).toBe(200);
});

describe("what is not hot goes to Next", () => {
  test("with the public protocol", async () => {
    expect((await ask("/signin?x=1")).text).toBe("by Next");
    expect(passedOn).toEqual(["/signin?x=1 https"]);
  });

  test("in the spelling it knows, when the path is one of those published in any case", async () => {
    await ask("/v1.0/VerifiableCredentials/Authorities/Ab-1?x=Y");
    expect(passedOn).toEqual(["/v1.0/verifiableCredentials/authorities/Ab-1?x=Y https"]);
  });

  test("with one slash where a client of an API wrote two, and no redirect that would lose its token", async () => {
    await ask("//v1.0/VerifiableCredentials//authorities/ab-1");
    expect(passedOn).toEqual(["/v1.0/verifiableCredentials/authorities/ab-1 https"]);
  });

  test("but not a path with a broken escape, which it would answer with a 500 (I15)", async () => {
    expect((await ask("/echo/%")).status).toBe(400);
    expect(passedOn).toEqual([]);
  });
});

test("a foreign host reaches only the documents that are chosen by host (Z1)", async () => {
  const headers = { host: "evil.example" };
  expect((await ask("/echo/a", { headers })).status).toBe(421);
  expect((await ask("/.well-known/did.json", { headers })).text).toBe("by Next");
  // What is led to such a document was not asked for as one.
  expect((await ask("/draft13/BankId", { headers })).status).toBe(421);
  expect((await ask("/draft13/BankId")).text).toBe("by Next");
});

test("a target that is no path is refused", async () => {
  expect((await ask("http://evil.example/echo/a")).status).toBe(400);
});
