import { expect, test, vi } from "vitest";

/** As the bundler does, which builds pages and route handlers apart. */
async function copyOfTheModule() {
  vi.resetModules();
  return (await import("@/lib/db/database-cache")).databaseCache;
}

test("what a page's action forgets is forgotten where route handlers look, too", async () => {
  const database = { prisma: {} };
  const ofPages = (await copyOfTheModule())<{ state: string }>({ name: "keys", max: 10 });
  const ofHandlers = (await copyOfTheModule())<{ state: string }>({ name: "keys", max: 10 });
  ofHandlers(database).set("one", { state: "current" });
  ofPages(database).delete("one");
  expect(ofHandlers(database).get("one")).toBeUndefined();
});

test("two databases, and two caches of one database, have nothing in common", async () => {
  const databaseCache = await copyOfTheModule();
  const [database, other] = [{ prisma: {} }, { prisma: {} }];
  const keys = databaseCache<{ state: string }>({ name: "keys", max: 10 });
  keys(database).set("one", { state: "current" });
  expect(keys(other).get("one")).toBeUndefined();
  expect(databaseCache({ name: "names", max: 10 })(database).get("one")).toBeUndefined();
});
