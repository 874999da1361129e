import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEnvironment } from "@/lib/env.mjs";

const MASTER_KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64");
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "environment-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const read = (variables: Record<string, string> = {}) => readEnvironment({ DATA_DIR: dataDir, ...variables });

describe("with nothing set", () => {
  test("the portal serves on loopback port 3000 with one worker and no proxies", () => {
    expect(read()).toMatchObject({
      origin: "http://localhost:3000",
      host: "127.0.0.1",
      port: 3000,
      databaseUrl: undefined,
      workers: 1,
      oidc: undefined,
      apiTokenIssuers: [],
      egressAllow: [],
      trustProxyHops: 0,
      logLevel: "info",
      issuerApiOpen: false,
    });
  });

  test("a master key is made once, readable by its owner only (S5, Z2)", () => {
    const first = read().masterKey;
    expect(first).toHaveLength(32);
    expect(read().masterKey).toEqual(first);
    expect(statSync(path.join(dataDir, "master.key")).mode & 0o777).toBe(0o600);
  });

  test.each(["file", "file/below"])("a data folder that cannot be one stops the start by its name: %s", (name) => {
    writeFileSync(path.join(dataDir, "file"), "");
    const DATA_DIR = path.join(dataDir, name);
    expect(() => read({ DATA_DIR })).toThrow(/^DATA_DIR \S+ is no folder to write to \(E\w+\): name another one\.$/);
  });

  test("a database whose master key is lost is not given a new one that could open nothing", () => {
    mkdirSync(path.join(dataDir, "postgres"));
    expect(() => read()).toThrow(/DATA_DIR holds a database but no .*master\.key/);
  });
});

test("an empty variable counts as not set", () => {
  expect(read({ PORT: "", OIDC_ISSUER: " " })).toMatchObject({ port: 3000, oidc: undefined });
});

test("every variable reaches the environment", () => {
  const environment = readEnvironment({
    PORT: "8080",
    HOST: "0.0.0.0",
    PUBLIC_URL: "https://Portal.Example.org/",
    DATABASE_URL: "postgresql://portal:sample@db.example.org/portal",
    WORKERS: "4",
    MASTER_KEY,
    OIDC_ISSUER: "https://login.example.org",
    OIDC_CLIENT_ID: "portal",
    OIDC_CLIENT_SECRET: "sample",
    API_TOKEN_ISSUERS: "https://a.example.org, https://b.example.org",
    API_TOKEN_AUDIENCE: "api://portal",
    EGRESS_ALLOW: "Callbacks.internal:8443,127.0.0.1:9000,[::1]:80",
    TRUST_PROXY_HOPS: "2",
    LOG_LEVEL: "warn",
    AWS_ROLES_ALLOWED: "issuer,signer",
    AZURE_TENANT_ID: "contoso.example.org",
    AZURE_CLIENT_ID: "portal",
    AZURE_CLIENT_SECRET: "sample",
  });
  expect(environment).toMatchObject({
    origin: "https://portal.example.org",
    host: "0.0.0.0",
    port: 8080,
    workers: 4,
    masterKey: Buffer.from(MASTER_KEY, "base64"),
    oidc: { issuer: "https://login.example.org", clientId: "portal", clientSecret: "sample" },
    apiTokenIssuers: ["https://a.example.org", "https://b.example.org"],
    apiTokenAudience: "api://portal",
    egressAllow: ["callbacks.internal:8443", "127.0.0.1:9000", "[::1]:80"],
    trustProxyHops: 2,
    logLevel: "warn",
    awsRolesAllowed: ["issuer", "signer"],
    azure: {
      authorityHost: "https://login.microsoftonline.com",
      identity: { tenantId: "contoso.example.org", clientId: "portal", clientSecret: "sample" },
    },
  });
});

describe("a bad value stops the start with one line that names the variable (Z2)", () => {
  const database = { DATABASE_URL: "postgresql://db.example.org/portal" };
  test.each<[string, Record<string, string>]>([
    ["PORT", { PORT: "0" }],
    ["PORT", { PORT: "70000" }],
    ["PORT", { PORT: "http" }],
    ["HOST", { HOST: "http://localhost" }],
    ["AZURE_AUTHORITY_HOST", { AZURE_AUTHORITY_HOST: "http://login.example.org" }],
    ["PUBLIC_URL", { PUBLIC_URL: "http://portal.example.org" }],
    ["PUBLIC_URL", { PUBLIC_URL: "https://portal.example.org/path" }],
    ["PUBLIC_URL", { PUBLIC_URL: "https://user:pass@portal.example.org" }],
    ["PUBLIC_URL", { PUBLIC_URL: "ftp://portal.example.org" }],
    ["PUBLIC_URL", { PUBLIC_URL: "portal" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://db.example.org/portal" }],
    ["WORKERS", { WORKERS: "0" }],
    ["MASTER_KEY", database],
    ["MASTER_KEY", { ...database, MASTER_KEY: "c2hvcnQ=" }],
    ["MASTER_KEY", { ...database, MASTER_KEY: "not base64 at all, but long enough ###" }],
    ["MASTER_KEY", { ...database, MASTER_KEY: Buffer.alloc(32).toString("base64") }],
    ["OIDC_CLIENT_SECRET", { OIDC_ISSUER: "https://login.example.org", OIDC_CLIENT_ID: "portal" }],
    ["OIDC_ISSUER", { OIDC_ISSUER: "http://login.example.org", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" }],
    ["API_TOKEN_ISSUERS", { API_TOKEN_ISSUERS: "login.example.org", API_TOKEN_AUDIENCE: "a" }],
    ...["a b", ".roles", "a..b", "__proto__.roles"].map((claim): [string, Record<string, string>] => [
      "API_TOKEN_ROLE_CLAIM",
      { API_TOKEN_ROLE_CLAIM: claim },
    ]),
    ["API_TOKEN_AUDIENCE", { API_TOKEN_ISSUERS: "https://login.example.org" }],
    ["EGRESS_ALLOW", { EGRESS_ALLOW: "callbacks.internal" }],
    ["EGRESS_ALLOW", { EGRESS_ALLOW: "*:443" }],
    ["EGRESS_ALLOW", { EGRESS_ALLOW: "a.example.org:99999" }],
    ["TRUST_PROXY_HOPS", { TRUST_PROXY_HOPS: "-1" }],
    ["LOG_LEVEL", { LOG_LEVEL: "chatty" }],
    ["AWS_ROLES_ALLOWED", { AWS_ROLES_ALLOWED: "issuer signer" }],
    ["AWS_ENDPOINT_URL", { AWS_ENDPOINT_URL: "localhost:4566" }],
    ["AWS_ENDPOINT_URL_KMS", { AWS_ENDPOINT_URL_KMS: "kms" }],
    ["DID_REGISTRAR_URL", { DID_REGISTRAR_URL: "http://registrar.example.org" }],
    ["ISSUER_API_OPEN", { ISSUER_API_OPEN: "yes" }],
    ["ISSUER_API_OPEN", { ISSUER_API_OPEN: "1", HOST: "0.0.0.0" }],
  ])("%s: %j", (variable, variables) => {
    expect(() => read(variables)).toThrow(new RegExp(`^${variable} [^\\n]+\\.$`));
  });
});

test("the Issuer API may be open on a loopback host", () => {
  expect(read({ ISSUER_API_OPEN: "1", HOST: "::1" }).issuerApiOpen).toBe(true);
});

test("a refusal never repeats the value, which may be a secret (S4)", () => {
  expect(() => read({ DATABASE_URL: "mysql://portal:canary-4711@db" })).not.toThrow(/canary-4711/);
});

test("the environment is frozen and prints without its secrets (S3)", () => {
  const environment = read({ MASTER_KEY });
  expect(Object.isFrozen(environment)).toBe(true);
  expect(inspect({ environment }) + JSON.stringify(environment)).not.toContain(MASTER_KEY);
});
