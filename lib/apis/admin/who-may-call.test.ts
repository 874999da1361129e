import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiDescriptions } from "@/lib/apis/descriptions";
import { mintApiToken } from "@/lib/auth/api-token";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { applicationPermissions, type Role, roles } from "@/lib/kernel/policy";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

interface Row {
  readonly roles: readonly Role[];
  /** Application permissions that open it, without their common prefix. */
  readonly applications: readonly string[];
}

const admins = ["owner", "admin"] as const;
const everybody = ["owner", "admin", "reader"] as const;
const row = (people: readonly Role[], ...applications: string[]): Row => ({ roles: people, applications });

const readsAuthority = row(everybody, "Authority.ReadWrite", "Authority.Read");
const writesAuthority = row(admins, "Authority.ReadWrite");
const readsContract = row(everybody, "Contract.ReadWrite", "Contract.Read");
const writesContract = row(admins, "Contract.ReadWrite");
const searches = row(everybody, "Credential.Search");
const revokes = row(admins, "Credential.Revoke");
const issues = row(admins, "Create.All", "Create.IssueRequest");
const audits = row(everybody);
const readsNetwork = row(everybody, "Network.Read");

/**
 * Section 2.3 of the reference, written out by hand from the paper and not from the policy, with our own operations
 * below. Paths stand behind `/v1.0/verifiableCredentials`, or behind `/beta/verifiableCredentials` as `beta`.
 */
const table: Record<string, Row> = {
  "POST /onboard": row(admins),
  "GET /authorities": readsAuthority,
  "GET /authorities/{authorityId}": readsAuthority,
  "POST /authorities": writesAuthority,
  "PATCH /authorities/{authorityId}": writesAuthority,
  "DELETE beta/authorities/{authorityId}": writesAuthority,
  "POST /authorities/{authorityId}/generateWellknownDidConfiguration": writesAuthority,
  "POST /authorities/{authorityId}/generateDidDocument": writesAuthority,
  "POST /authorities/{authorityId}/validateWellKnownDidConfiguration": writesAuthority,
  "POST /authorities/{authorityId}/didInfo/signingKeys/rotate": writesAuthority,
  "POST /authorities/{authorityId}/didInfo/synchronizeWithDidDocument": writesAuthority,
  "GET /authorities/{authorityId}/contracts/{contractId}": readsContract,
  "GET /authorities/{authorityId}/contracts": readsContract,
  "POST /authorities/{authorityId}/contracts": writesContract,
  "PATCH /authorities/{authorityId}/contracts/{contractId}": writesContract,
  "GET /authorities/{authorityId}/contracts/{contractId}/credentials/{credentialId}": searches,
  "GET /authorities/{authorityId}/contracts/{contractId}/credentials": searches,
  "POST /authorities/{authorityId}/contracts/{contractId}/credentials/{credentialId}/revoke": revokes,
  // The reference lets every administrator opt out; here only an owner may do what cannot be undone (security A6).
  "POST /optout": row(["owner"]),
  "GET /v1.0/verifiableCredentialsNetwork/authorities": readsNetwork,
  "GET /v1.0/tenants/{tenantId}/verifiableCredentialsNetwork/authorities/{issuerId}/contracts": readsNetwork,

  "POST /authorities/{authorityId}/didInfo/signingKeys": writesAuthority,
  "POST /authorities/{authorityId}/updateLinkedDomains": writesAuthority,
  "PUT /authorities/{authorityId}/updateLinkedDomains": writesAuthority,
  "GET /organizationSettings": readsAuthority,
  "PATCH /organizationSettings": row(admins),
  "POST /createIssuanceRequest": issues,
  "GET beta/authorities/{authorityId}/transactions": audits,
  "GET beta/authorities/{authorityId}/didInfo/signingKeys": readsAuthority,
  "DELETE beta/authorities/{authorityId}/didInfo/signingKeys/{signingKeyId}": writesAuthority,
  "POST beta/authorities/{authorityId}/didInfo/signingKeys/cancelRotation": writesAuthority,
  "DELETE beta/authorities/{authorityId}/contracts/{contractId}": writesContract,
  "GET beta/authorities/{authorityId}/contracts/{contractId}/credentials": searches,
  "POST beta/authorities/{authorityId}/contracts/{contractId}/credentials/{credentialId}/suspend": revokes,
  "POST beta/authorities/{authorityId}/contracts/{contractId}/credentials/{credentialId}/reinstate": revokes,
  "POST beta/authorities/{authorityId}/contracts/{contractId}/bulkRevocations": revokes,
  "GET beta/authorities/{authorityId}/contracts/{contractId}/bulkRevocations/{bulkRevocationId}": searches,
};

/** Anybody may read these, as wallets do. */
const open = ["GET /v1.0/tenants/{tenantId}/verifiableCredentials/contracts/{contractId}/manifest"];

const shortened = (path: string): string =>
  path.replace(/^\/v1\.0\/verifiableCredentials(?=\/)/, "").replace(/^\/beta\/verifiableCredentials(?=\/)/, "beta");
const operations = Object.values(apiDescriptions.get("admin")?.operations ?? {}).map((one) => ({
  ...one,
  line: `${one.method} ${shortened(one.path)}`,
}));
const guarded = operations.filter(({ line }) => !open.includes(line));

const ABSENT: Record<string, string> = { credentialId: "urn:pic:00000000000040008000000000000000" };
const FILTER = "?filter=indexclaimhash%20eq%20tmrokKIZoxbM7q%2FaNkPvJxVTLAHVxo6NHlAVT78tlDI%3D";

/** On things that are not there, and with a body that says nothing: whoever may ask is told so, and nothing is changed for the next one. */
function ask({ method, path, body, line }: (typeof operations)[number], token: string | undefined) {
  const at = path.replace(/\{(\w+)\}/g, (_, param: string) => ABSENT[param] ?? "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5");
  const query = line.endsWith("/credentials")
    ? FILTER
    : path.includes("Network")
      ? "?filter=linkeddomainurls%20like%20x"
      : "";
  const headers = { accept: "application/json" };
  return call(method, at + query, { headers, ...(token && { token }), ...(body && { body: {} }) });
}

const onboard = async (tenant: string): Promise<void> => {
  const token = await tokenFor(shared.platform, { role: "owner" }, tenant);
  await call("POST", "/v1.0/verifiableCredentials/onboard", { token });
};

let leaving = 0;
/** What ends an organisation has one of its own each time. */
async function tenantFor({ line }: (typeof operations)[number]): Promise<string> {
  if (line !== "POST /optout") return "default";
  await onboard(`leaving ${++leaving}`);
  return `leaving ${leaving}`;
}

beforeAll(async () => {
  shared.platform = await testPlatform();
  await onboard("default");
});

test("every operation has a line in the table, and every line an operation", () => {
  expect(guarded.map(({ line }) => line).sort()).toEqual(Object.keys(table).sort());
});

const principals: { name: string; token: (tenant: string) => Promise<string>; may: (row: Row) => boolean }[] = [
  ...roles.map((role) => ({
    name: `a person who is ${role}`,
    token: (tenant: string) => tokenFor(shared.platform, { role }, tenant),
    may: (line: Row) => line.roles.includes(role),
  })),
  ...Object.keys(applicationPermissions).map((permission) => ({
    name: `an application with ${permission}`,
    token: (tenant: string) => tokenFor(shared.platform, { permissions: [permission] }, tenant),
    may: (line: Row) => line.applications.includes(permission.replace("VerifiableCredential.", "")),
  })),
  {
    name: "an application without permissions",
    token: (tenant: string) => tokenFor(shared.platform, { permissions: [] }, tenant),
    may: () => false,
  },
];

describe.each(principals)("$name", ({ token, may }) => {
  test.each(guarded)("on $line", async (operation) => {
    const allowed = may(table[operation.line] ?? row([]));
    const answer = await ask(operation, await token(await tenantFor(operation)));
    if (allowed) expect([200, 201, 204, 400, 404]).toContain(answer.status);
    else {
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({ code: "forbidden", innererror: { code: "forbidden" } });
    }
  });
});

const rejected: [string, () => Promise<string | undefined>][] = [
  ["nobody", async () => undefined],
  ["somebody with an expired token", async () => mint({ role: "owner" }, -1)],
  [
    "somebody with a token of another installation",
    async () => mint({ role: "owner" }, 60, new MasterKeys(Buffer.alloc(32, 9))),
  ],
  ["somebody with a token of an earlier epoch", async () => mint({ role: "owner", epoch: -1 }, 60)],
];

async function mint(claims: { role: Role; epoch?: number }, seconds: number, masterKeys = shared.platform.masterKeys) {
  const { id: tid, epoch } = await ensureTenant(shared.platform, "default");
  return mintApiToken({ ...shared.platform, masterKeys }, { sub: "tester", tid, epoch, ...claims }, seconds);
}

describe.each(rejected)("%s", (_name, token) => {
  test.each(guarded)("is told on $line that there is no valid token", async (operation) => {
    const answer = await ask(operation, await token());
    expect(answer.status).toBe(401);
    expect(answer.body.error).toMatchObject({ code: "unauthorized", innererror: { code: "tokenError" } });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });
});
