import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inTransaction } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const sources = ["app", "components", "lib"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
  )
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.(test|contract)\.|\/testing\/|\/generated\//.test(file));

const filesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(readFileSync(file, "utf8")));

test("a change whose audit row cannot be written does not happen (I9)", async () => {
  const ctx = await testCtx(await testPlatform());
  const parts = await issuingParts(ctx);
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const credential = () => ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const { id } = await credential();

  await ctx.db.$executeRaw`ALTER TABLE audit_event ADD CONSTRAINT no_room CHECK (false) NOT VALID`;
  await expect(revokeCredential(ctx, { contractId: parts.contract.id, credentialId: id })).rejects.toThrow();
  await expect(createContract(ctx, badge(parts.contract.authorityId, { name: "Another" }))).rejects.toThrow();
  expect(await credential()).toMatchObject({ state: "issued", statusValue: 0 });
  expect(await ctx.db.contract.count({ where: { tenantId: ctx.tenantId } })).toBe(1);
});

test("a signature or any statement of its own is refused inside an open transaction (D1)", async () => {
  const ctx = await testCtx(await testPlatform());
  const statement = { name: "one", text: "SELECT 1" };
  await expect(inTransaction(ctx, async (tx) => tx.sql(statement, []))).rejects.toThrow(/transaction/);
});

test("no statement is glued together from values, and none is logged with its values (D5)", () => {
  expect(filesWith(/\$(query|execute)RawUnsafe|Prisma\.raw\(/)).toEqual([]);
  expect(filesWith(/new PrismaClient\([^)]*\blog\b|\.\$on\(/)).toEqual([]);
});

test("every table says whose its rows are, but for those that belong to nobody yet (D3)", () => {
  const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{([^}]*)\}/gm);
  const without = [...models].filter(([, , body]) => !/^\s+tenantId\s+String\s+.*@db\.Uuid/m.test(body ?? ""));
  expect(without.map(([, name]) => name)).toEqual(["Tenant", "OneTimeToken", "SignInThrottle"]);
});

/** Doors and screens tell the time; the domain and the plug-ins are told it. */
const doors = /^app\/|^components\/|^lib\/(http|apis|actions|auth|client)\/|^lib\/platform\.ts$/;

test("the domain takes time and chance from its context (D7)", () => {
  const readers = filesWith(/Date\.now\(\)|new Date\(\)|Math\.random\(\)/).filter((file) => !doors.test(file));
  expect(readers).toEqual([]);
  const drawers = filesWith(/randomUUID|randomBytes|randomInt|getRandomValues/).filter((file) => !doors.test(file));
  // A key of the installation must not be foreseen by anybody, tests included.
  expect(drawers.sort()).toEqual(["lib/env/master-key.mjs", "lib/kernel/ids.ts"]);
});

test("one module goes out (E1)", () => {
  const values =
    /import (?!type )([^;]*?) from "(?:node:)?(?:https?|http2|net|tls|dgram|undici|axios|got|ws)(?:\/\w+)?"/g;
  const goers = sources.filter((file) => {
    const imports = [...readFileSync(file, "utf8").matchAll(values)].map(([, names = ""]) => names);
    return imports.some((names) => !/^\{ (?:isIP|STATUS_CODES) \}$/.test(names));
  });
  // The database's driver connects by itself; the socket that it gets only knows how long silence is borne.
  expect(goers.sort()).toEqual(["lib/db/client.ts", "lib/egress/exchange.ts"]);
  expect(filesWith(/\b(?:globalThis|global|window)\.fetch\b|XMLHttpRequest|new WebSocket/)).toEqual([]);
});

test("every server action is made by one of the factories, and stands where they do (A1, A5)", () => {
  const withActions = filesWith(/^["']use server["']/m);
  expect(withActions.filter((file) => !file.startsWith("lib/actions/"))).toEqual([]);
  for (const file of withActions) {
    const made = readFileSync(file, "utf8").match(/^export .*$/gm) ?? [];
    const others = made.filter((line) => !/^export const \w+ = (?:action|jsonAction|publicAction)\(/.test(line));
    expect(others, file).toEqual([]);
  }
});

test("no expression comes from outside, and no text becomes code or markup (L4, L6)", () => {
  expect(filesWith(/new RegExp\(|\beval\(|new Function\(|dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b/)).toEqual([]);
});

test("nothing prints but the lines that the log allows (S4)", () => {
  // What is shown as sample code prints on the reader's machine.
  const printers = filesWith(/\bconsole\.\w+\(|process\.stdout\.write/);
  expect(printers).toEqual(["components/developer/code/typescript.ts"]);
  const printing = filesWith(/process\.stderr\.write\((?!`\$\{JSON\.stringify\()/);
  expect(printing).toEqual([]);
});

/** What a file takes at run time: types are gone by then. */
function takenBy(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:^|\n)(?:import|export) (?!type )[^;]*? from "@\/([^"]+)"/g)].flatMap(([, path = ""]) =>
    ["", ".ts", ".tsx", ".mjs"].map((end) => path + end).filter((one) => sources.includes(one)),
  );
}

test("nothing of the installation's secrets can reach a browser's bundle (S9)", () => {
  const holders = ["lib/platform.ts", "lib/keys/registry.ts", "lib/auth/bearer.ts", "lib/maintenance.ts"];
  for (const file of holders) expect(readFileSync(file, "utf8"), file).toContain('import "server-only"');
  const reached = new Set(filesWith(/^["']use client["']/));
  expect(reached.size).toBeGreaterThan(100);
  // Server actions reach a browser as an address only.
  const isAction = (file: string) => file.startsWith("lib/actions/");
  for (const file of reached) if (!isAction(file)) for (const taken of takenBy(file)) reached.add(taken);
  const secret =
    /^lib\/(?:platform|keys|db|auth|egress|env|http|tenant\/store|kernel\/(?:seal|secret|master-keys|hash))(?:[/.]|$)/;
  const leaks = [...reached].filter((file) => secret.test(file) && !/schema\.ts$/.test(file));
  expect(leaks).toEqual([]);
});
