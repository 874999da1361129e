import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { connectDatabase } from "@/lib/db/client";
import { isDatabaseOutage } from "@/lib/db/outage";
import { toProblem } from "@/lib/http/problem";

/** What a use case would be thrown, by each of the ways to ask the database. */
async function failures({ sql, prisma, close }: ReturnType<typeof connectDatabase>): Promise<unknown[]> {
  const caught = (asked: Promise<unknown>) => asked.then(() => "it answered").catch((error: unknown) => error);
  const errors = [
    await caught(sql({ name: "ask", text: "SELECT 1" }, [])),
    await caught(prisma.tenant.findFirst()),
    await caught(prisma.$transaction((tx) => tx.tenant.findFirst())),
  ];
  await close();
  return errors;
}

describe("while the database is away everybody is told to come back (I15)", () => {
  const soon = { status: 503, code: "unavailable", details: { retryAfterSeconds: 5 } };

  test("nobody listens there", async () => {
    for (const error of await failures(connectDatabase("postgres://user:secret-canary@127.0.0.1:1/portal"))) {
      expect(toProblem(error)).toMatchObject(soon);
      expect(JSON.stringify(toProblem(error))).not.toContain("secret-canary");
    }
  });

  test("it breaks every connection off", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    for (const error of await failures(connectDatabase(`postgres://user@127.0.0.1:${port}/portal`))) {
      expect(toProblem(error)).toMatchObject(soon);
    }
    server.close();
  });

  test.each(["57P01", "57P03", "53300", "08006", "P2024"])("it says so by %s", (code) => {
    expect(toProblem(Object.assign(new Error("away"), { code }))).toMatchObject(soon);
  });
});

test("what was asked of it wrong is our fault, and no outage", () => {
  for (const code of ["23505", "42P01", "22P02", "P2002", undefined]) {
    expect(isDatabaseOutage(Object.assign(new Error("wrong"), { code }))).toBe(false);
  }
});
