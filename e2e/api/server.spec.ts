import { execFileSync } from "node:child_process";
import http from "node:http";
import { expect, test } from "@playwright/test";
import {
  databaseOf,
  endDatabase,
  freePort,
  makeDataDir,
  type RunningServer,
  removeDataDir,
  startNextServer,
  startServer,
} from "../support/servers.mjs";

test.describe.configure({ mode: "default" });

let dataDir: string;
test.beforeEach(() => {
  dataDir = makeDataDir();
});
test.afterEach(() => removeDataDir(dataDir));

/** A request with full say over path and headers, which `fetch` would tidy up. */
function ask(
  url: string,
  target: string,
  options: http.RequestOptions = {},
): Promise<http.IncomingMessage & { text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path: target, agent: false, ...options }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(Object.assign(response, { text })));
    });
    request.on("error", reject);
    request.end();
  });
}

test("a fresh start says where it is and gives a setup link that changes until it is used", async () => {
  const first = await startServer({ dataDir });
  expect(first.setupUrl).toMatch(new RegExp(`^${first.url}/setup\\?token=[\\w-]{43}$`));
  expect(first.logs().split("\n").length).toBeLessThan(10);
  expect(await first.stop()).toBe(0);
  const second = await startServer({ dataDir });
  expect(second.setupUrl).not.toBe(first.setupUrl);
  expect(await second.stop()).toBe(0);
  for (const { logs } of [first, second]) expect(logs()).not.toContain("error");
});

test.describe("a server at work", () => {
  let home: string;
  let server: RunningServer;
  test.beforeAll(async () => {
    home = makeDataDir();
    server = await startServer({ dataDir: home });
  });
  test.afterAll(async () => {
    await server.stop();
    removeDataDir(home);
  });

  test("live, ready and measured: the health pages answer", async () => {
    expect(await (await fetch(`${server.url}/livez`)).json()).toEqual({ status: "live" });
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready" });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^http_requests_total\{method="GET",route="\/readyz",status="200"\} [1-9]/m);
    expect(metrics).toMatch(/^process_cpu_seconds_total \d/m);
    expect(metrics).toMatch(/^sql_round_trips_total [1-9]/m);
  });

  test("the short way and Next's own way give the same answers", async () => {
    const next = await startNextServer(await databaseOf(home));
    const compared = ["content-type", "cache-control", "x-content-type-options", "content-security-policy", "allow"];
    try {
      for (const target of ["/livez", "/readyz"]) {
        for (const method of ["GET", "HEAD", "OPTIONS", "POST", "DELETE"]) {
          const [short, long] = await Promise.all([
            ask(server.url, target, { method }),
            ask(next.url, target, { method }),
          ]);
          expect(short.statusCode, `${method} ${target}`).toBe(long.statusCode);
          if (method === "POST" || method === "DELETE") continue;
          expect(short.text).toBe(long.text);
          for (const name of compared)
            expect(short.headers[name], `${method} ${target} ${name}`).toBe(long.headers[name]);
        }
      }
    } finally {
      await next.stop();
    }
  });

  test("a foreign host is turned away, except where the host says which authority is meant (Z1)", async () => {
    const foreign = { headers: { host: "evil.example" } };
    expect((await ask(server.url, "/livez", foreign)).statusCode).toBe(421);
    expect((await ask(server.url, "/", foreign)).statusCode).toBe(421);
    expect((await ask(server.url, "/.well-known/did.json", foreign)).statusCode).not.toBe(421);
    expect((await ask(server.url, "/livez", { headers: { host: "a b" } })).statusCode).toBe(421);
  });

  test("odd requests get a 4xx, never a 500 (I15)", async () => {
    for (const target of ["/livez/%", "/%ff", "/%00", "http://evil.example/livez", "/livez/../../etc/passwd"]) {
      const { statusCode } = await ask(server.url, target);
      expect(statusCode, target).toBeGreaterThanOrEqual(300);
      expect(statusCode, target).toBeLessThan(500);
    }
    const refused = await ask(server.url, "/livez", { method: "POST" });
    expect([refused.statusCode, refused.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });
});

test("a taken port stops the start with one line that says so", async () => {
  const port = await freePort();
  const holder = http.createServer().listen(port, "127.0.0.1");
  const start = startServer({ dataDir, port });
  await expect(start).rejects.toThrow(
    new RegExp(`ended at its start:\\nPORT ${port} is taken on 127\\.0\\.0\\.1: [^\\n]+\\n$`),
  );
  holder.close();
});

test("a bad setting stops the start with one line that names it (Z2)", async () => {
  const start = startServer({ dataDir, env: { PUBLIC_URL: "http://portal.example.org" } });
  await expect(start).rejects.toThrow(/ended at its start:\nPUBLIC_URL must use https[^\n]+\n$/);
});

test("after a SIGKILL the next start finds the database and goes on (D6)", async () => {
  const killed = await startServer({ dataDir });
  await killed.kill();
  const next = await startServer({ dataDir });
  expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
  expect(await next.stop()).toBe(0);
  await endDatabase(dataDir);
});

test("several workers serve as one, count together, and a dead one is replaced", async () => {
  const server = await startServer({ dataDir, workers: 2 });
  await Promise.all(Array.from({ length: 10 }, () => ask(server.url, "/livez")));
  const metrics = (await ask(server.url, "/metrics")).text;
  expect(metrics).toContain('http_requests_total{method="GET",route="/livez",status="200"} 10');
  const workersOf = () =>
    execFileSync("pgrep", ["-P", String(server.pid)], { encoding: "utf8" })
      .trim()
      .split("\n");
  const [victim, survivor = ""] = workersOf();
  process.kill(Number(victim), "SIGKILL");
  await expect.poll(() => workersOf().filter((worker) => worker !== victim)).toHaveLength(2);
  expect(workersOf()).toContain(survivor);
  await expect.poll(async () => (await ask(server.url, "/readyz")).statusCode).toBe(200);
  expect(await server.stop()).toBe(0);
});

/** Begins a request, and resolves once the server has read its head; what it resolves to ends it and gives the status. */
function begun(url: string): Promise<() => Promise<number | undefined>> {
  const { hostname, port } = new URL(url);
  const headers = {
    expect: "100-continue",
    "content-length": "2",
    "content-type": "application/x-www-form-urlencoded",
  };
  const request = http.request({ hostname, port, path: "/oid4vci/none/token", method: "POST", agent: false, headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => response.resume().on("end", () => resolve(response.statusCode)));
  });
  request.flushHeaders();
  return new Promise((resolve) => {
    request.on("continue", () =>
      resolve(() => {
        request.end("a=");
        return answered;
      }),
    );
  });
}

test("what is in flight at a SIGTERM is still answered", async () => {
  const server = await startServer({ dataDir });
  const endings = await Promise.all(Array.from({ length: 20 }, () => begun(server.url)));
  const code = server.stop();
  const statuses = await Promise.all(endings.map((end) => end()));
  expect(statuses).toEqual(Array(20).fill(404));
  expect(await code).toBe(0);
});
