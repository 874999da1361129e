import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { BearerAuthenticator } from "@/lib/auth/bearer";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { testPlatform } from "@/lib/testing/ctx";

const masterKey = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const platform = await testPlatform({ masterKeys: new MasterKeys(masterKey), now: () => new Date() });
const bearer = new BearerAuthenticator(platform);

/** Runs the command as npm does, with a server's environment. */
async function token(...options: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const environment = { DATABASE_URL: platform.databaseUrl, MASTER_KEY: masterKey.toString("base64") };
  const parameters = ["--conditions=react-server", "--import", "tsx", "scripts/token.ts", ...options];
  return promisify(execFile)(process.execPath, parameters, {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...environment },
  }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    ({ stdout, stderr, code }) => ({ stdout, stderr, code }),
  );
}

const ctxOf = (text: string) =>
  bearer.ctx(new Request("http://localhost/", { headers: { authorization: `Bearer ${text.trim()}` } }), "request-1");

test("the token command prints one token and nothing else, before any owner exists, and makes its tenant", async () => {
  const { stdout, stderr, code } = await token("--role", "reader", "--tenant", "Fabrikam");
  const ctx = await ctxOf(stdout);

  expect({ lines: stdout.split("\n").length, stderr, code }).toEqual({ lines: 2, stderr: "", code: 0 });
  expect(ctx.actor).toMatchObject({ role: "reader", type: "user" });
  expect(await platform.prisma.tenant.findMany({ select: { id: true, name: true } })).toEqual([
    { id: ctx.tenantId, name: "Fabrikam" },
  ]);
});

test("the token command takes application permissions with and without their prefix", async () => {
  const { stdout } = await token(
    "--permission",
    "Contract.Read",
    "--permission",
    "VerifiableCredential.Credential.Revoke",
  );

  expect((await ctxOf(stdout)).actor).toMatchObject({
    type: "app",
    permissions: ["Contract.Read", "Credential.Revoke"],
  });
});

test("the token command says in one line what is wrong with its options, and prints no token", async () => {
  const calls = [
    [],
    ["--role", "boss"],
    ["--permission", "Everything"],
    ["--role", "owner", "--ttl", "0"],
    ["--nonsense"],
  ];
  for (const options of calls) {
    const { stdout, stderr, code } = await token(...options);
    expect({ stdout, code, lines: stderr.split("\n").length }).toEqual({ stdout: "", code: 1, lines: 2 });
  }
});
