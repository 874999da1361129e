import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { startMaintenance } from "@/lib/maintenance";
import { testPlatform } from "@/lib/testing/ctx";
import { gate } from "@/lib/testing/gate";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/context").Platform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let database: Platform;
beforeAll(async () => {
  database = await testPlatform();
});
afterEach(() => vi.restoreAllMocks());

/** A platform whose database answers a statement of this name only after `answer`. */
function held(statement: string) {
  const asked: string[] = [];
  const arrived = gate();
  const answer = gate();
  const sql: Platform["sql"] = async (one, values) => {
    asked.push(one.name);
    if (one.name === statement) {
      arrived.open();
      await answer.opened;
    }
    return database.sql<never>(one, values);
  };
  shared.platform = { ...database, sql };
  return { asked, arrived: arrived.opened, answer: answer.open };
}

test("a batch that goes on after a restart keeps nobody waiting for the server", async () => {
  const { asked, arrived, answer } = held("waiting-work");
  const end = await startMaintenance();
  expect(asked).not.toContain("lease-bulk-issuance");
  await arrived;
  answer();
  await end();
});

test("a server that ends waits for the chore at work and begins none after it, so that the database may go", async () => {
  const { asked, arrived, answer } = held("waiting-work");
  const end = await startMaintenance();
  await arrived;
  let ended = false;
  const ending = end().then(() => {
    ended = true;
  });
  await database.sql({ name: "a-moment", text: "SELECT 1" }, []);
  expect(ended).toBe(false);
  asked.length = 0;
  answer();
  await ending;
  expect(asked).toEqual([]);
});

test.each([
  ["what the database says", Object.assign(new Error("secret"), { code: "57P01" }), { code: "57P01", kind: "Error" }],
  ["what the system says", Object.assign(new Error("secret"), { code: "ECONNREFUSED" }), { code: "ECONNREFUSED" }],
  ["what the driver says", new Error("Connection terminated unexpectedly"), { cause: /^Connection terminated/ }],
  ["what we say", new Problem("key_provider_unavailable", "secret"), { code: "key_provider_unavailable" }],
  [
    "the kind alone of anything else",
    Object.assign(new TypeError("secret"), { code: "a secret" }),
    { code: "internal" },
  ],
])("of a chore that fails the log tells %s, and nothing that is anybody's (S4)", async (_what, error, told) => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  shared.platform = { ...database, sql: async () => Promise.reject(error) };
  const end = await startMaintenance();
  await end();
  const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
  const line = lines.find(({ chore }) => chore === "turn-status-lists");
  expect(line).toMatchObject({ level: "error", chore: "turn-status-lists" });
  for (const [name, value] of Object.entries(told)) expect(line[name]).toMatch(value);
  expect(JSON.stringify(lines)).not.toContain("secret");
});
