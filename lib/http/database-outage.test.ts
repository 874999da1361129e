import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { connectDatabase, type Patience } from "@/lib/db/client";
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

  /** One that lets everybody in, and then never says a word. */
  const welcome = Buffer.from([..."R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I"].map((one) => one.charCodeAt(0)));
  const [patient, atOnce] = [60_000, 50];

  test.each<[string, (socket: Socket) => void, Patience?]>([
    ["it breaks every connection off", (socket) => socket.destroy()],
    ["nothing comes back from there", () => undefined, { toConnect: atOnce, inSilence: patient }],
    [
      "it falls silent once it is connected",
      (socket) => socket.once("data", () => socket.write(welcome)),
      { toConnect: patient, inSilence: atOnce },
    ],
  ])("%s", async (_case, serve, patience) => {
    const server = createServer(serve).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    for (const error of await failures(connectDatabase(`postgres://user@127.0.0.1:${port}/portal`, 20, patience))) {
      expect(toProblem(error)).toMatchObject(soon);
    }
    server.close();
  });

  test.each(["timeout exceeded when trying to connect", "Connection terminated unexpectedly"])(
    "it says: %s",
    (words) => {
      expect(toProblem(new Error(words))).toMatchObject(soon);
    },
  );

  test.each(["57P01", "57P03", "53300", "08006", "P2024"])("it says so by %s", (code) => {
    expect(toProblem(Object.assign(new Error("away"), { code }))).toMatchObject(soon);
  });
});

test("what was asked of it wrong is our fault, and no outage", () => {
  for (const code of ["23505", "42P01", "22P02", "P2002", undefined]) {
    expect(isDatabaseOutage(Object.assign(new Error("wrong"), { code }))).toBe(false);
  }
});
