import { once } from "node:events";
import http, { type RequestListener, type Server } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import net from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressOptions, type EgressRequest } from "@/lib/egress/egress";
import { certificate, privateKey } from "@/lib/egress/test-certificate";

const servers: (Server | net.Server)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
});

async function listen<Kind extends Server | net.Server>(server: Kind): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Asks a server of this test, which the operator has excepted. */
async function ask(listener: RequestListener, request: Partial<EgressRequest> = {}, path = "/") {
  const port = await listen(http.createServer({ maxHeaderSize: 64 * 1024 }, listener));
  const egress = createEgress({ allow: [`127.0.0.1:${port}`] });
  return egress.request(`http://127.0.0.1:${port}${path}`, { method: "GET", tenantId: "t", ...request });
}

const get = (url: string, options: Partial<EgressOptions>) =>
  createEgress({ allow: [], ...options }).request(url, { method: "GET", tenantId: "t" });

const failure = (cause: string) => ({ ok: false, cause });

test("an answer comes back whole, with status, headers and bytes", async () => {
  const result = await ask(
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        const { method, url, headers } = request;
        response.writeHead(404, { "X-Sample": "yes" });
        response.end(
          JSON.stringify({ method, url, kind: headers["content-type"], body: Buffer.concat(chunks).toString() }),
        );
      });
    },
    { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" },
    "/hook?a=b",
  );
  expect(result).toMatchObject({ ok: true, status: 404, headers: { "x-sample": "yes" } });
  expect(result.ok && JSON.parse(Buffer.from(result.body).toString())).toEqual({
    method: "POST",
    url: "/hook?a=b",
    kind: "application/json",
    body: "{}",
  });
});

describe("no connection goes to an address that is not public (I11, E2)", () => {
  test.each([
    ["a private one", ["10.0.0.1"]],
    ["loopback", ["127.0.0.1"]],
    ["cloud metadata", ["169.254.169.254"]],
    ["a public one beside a private one", ["93.184.216.34", "192.168.0.1"]],
    ["IPv6 loopback beside a public one", ["93.184.216.34", "::1"]],
    ["an IPv4-mapped one", ["::ffff:10.0.0.1"]],
  ])("a name that resolves to %s", async (_kind, addresses) => {
    expect(await get("https://rebind.example.org/", { resolve: async () => addresses })).toEqual(
      failure("address_not_public"),
    );
  });

  test("a name nobody knows", async () => {
    const resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await get("https://nowhere.example.org/", { resolve })).toEqual(failure("name_not_resolved"));
  });

  test("a literal address is refused without any look-up", async () => {
    const resolve = () => Promise.reject(new Error("must not be asked"));
    expect(await get("https://0x7f000001/", { resolve })).toEqual(failure("address_instead_of_name"));
  });
});

describe("over TLS", () => {
  async function secureServer(listener: RequestListener) {
    return listen(https.createServer({ cert: certificate, key: privateKey }, listener));
  }

  test("the checked address is dialled, the name is kept for TLS and Host, and looked up once only (E2)", async () => {
    const port = await secureServer((request, response) => response.end(request.headers.host));
    let lookups = 0;
    const resolve = async () => {
      lookups++;
      return lookups === 1 ? ["127.0.0.1"] : ["127.0.0.2"];
    };
    const host = `callbacks.example.org:${port}`;
    const result = await get(`https://${host}/`, { allow: [host], resolve, ca: certificate });
    expect(result.ok && Buffer.from(result.body).toString()).toBe(host);
    expect(lookups).toBe(1);
  });

  test("a certificate for another name, or of an unknown authority, is refused", async () => {
    const port = await secureServer((_, response) => response.end());
    const resolve = async () => ["127.0.0.1"];
    const other = `other.example.org:${port}`;
    expect(await get(`https://${other}/`, { allow: [other], resolve, ca: certificate })).toEqual(failure("tls_failed"));
    const right = `callbacks.example.org:${port}`;
    expect(await get(`https://${right}/`, { allow: [right], resolve })).toEqual(failure("tls_failed"));
  });
});

describe("an answer stays within its bounds (E3)", () => {
  test.each([301, 302, 303, 307, 308])("a redirect (%i) is a failure and is not followed", async (status) => {
    let asked = 0;
    const result = await ask((_, response) => {
      asked++;
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    expect(result).toEqual(failure("redirect"));
    expect(asked).toBe(1);
  });

  test("64 KiB pass, one byte more does not, told or counted", async () => {
    const full = Buffer.alloc(64 * 1024);
    expect(await ask((_, response) => response.end(full))).toMatchObject({ ok: true });
    expect(await ask((_, response) => response.end(Buffer.alloc(full.length + 1)))).toEqual(
      failure("answer_too_large"),
    );
    const chunked: RequestListener = (_, response) => {
      response.write(full);
      response.end("x");
    };
    expect(await ask(chunked)).toEqual(failure("answer_too_large"));
    expect(await ask(chunked, { maxBytes: 1024 * 1024 })).toMatchObject({ ok: true });
  });

  test("a compressed answer is refused undecoded: no bomb goes off", async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    const result = await ask((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    expect(result).toEqual(failure("encoded_answer"));
  });

  test("headers beyond 16 KiB end the exchange", async () => {
    const result = await ask((_, response) => response.writeHead(200, { "x-long": "a".repeat(20_000) }).end());
    expect(result).toEqual(failure("connection_failed"));
  });

  test("an answer cut short is a failure, not a short answer", async () => {
    const result = await ask((_, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("half", () => response.destroy());
    });
    expect(result).toEqual(failure("connection_failed"));
  });
});

describe("nobody is waited for longer than five seconds (E3)", () => {
  test("headers that do not come", { timeout: 12_000 }, async () => {
    expect(await ask(() => undefined)).toEqual(failure("timeout"));
  });

  test("a body that drips", { timeout: 12_000 }, async () => {
    const result = await ask((_, response) => {
      const dripping = setInterval(() => response.write("."), 200);
      response.on("close", () => clearInterval(dripping));
    });
    expect(result).toEqual(failure("timeout"));
  });

  test("a TLS handshake that is never answered ends after two seconds", async () => {
    const port = await listen(net.createServer(() => undefined));
    const host = `callbacks.example.org:${port}`;
    const startedAt = performance.now();
    expect(await get(`https://${host}/`, { allow: [host], resolve: async () => ["127.0.0.1"] })).toEqual(
      failure("connect_timeout"),
    );
    expect(performance.now() - startedAt, "sooner than the whole may take").toBeLessThan(5000);
  });

  test("a name server that is silent", async () => {
    expect(await get("https://slow.example.org/", { resolve: () => new Promise(() => undefined) })).toEqual(
      failure("connect_timeout"),
    );
  });
});

test("a closed port is a failure", async () => {
  const port = await listen(net.createServer());
  servers.splice(0).forEach((server) => {
    server.close();
  });
  expect(await get(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })).toEqual(
    failure("connection_failed"),
  );
});

test("a tenant has 16 requests out at once, whatever another tenant does (E3)", async () => {
  const held: http.ServerResponse[] = [];
  const port = await listen(http.createServer((_, response) => held.push(response)));
  const egress = createEgress({ allow: [`127.0.0.1:${port}`] });
  const send = (tenantId: string) => egress.request(`http://127.0.0.1:${port}/`, { method: "GET", tenantId });
  const busy = Array.from({ length: 20 }, () => send("busy"));
  await expect.poll(() => held.length).toBe(16);
  const other = send("other");
  await expect.poll(() => held.length).toBe(17);
  for (const response of held.splice(0)) response.end();
  await expect.poll(() => held.length).toBe(4);
  for (const response of held.splice(0)) response.end();
  expect((await Promise.all([...busy, other])).every(({ ok }) => ok)).toBe(true);
});

test("a header value that would begin a second header is refused (I14)", async () => {
  const result = await ask((_, response) => response.end(), { headers: { "x-sample": "a\r\nx-injected: b" } });
  expect(result).toEqual(failure("connection_failed"));
});
