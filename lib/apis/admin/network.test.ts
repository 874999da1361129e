import { beforeAll, expect, test, vi } from "vitest";
import { type AdminClient, adminClient, authorityBody, call, GUID, refusedAt, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let api: AdminClient;
/** An application of another tenant that may read the network and nothing else. */
let reader: string;
let tenantId: string;

async function authority(host: string, contracts: readonly object[], verified = true): Promise<string> {
  const { id } = (await api.post("/authorities", authorityBody(host))).body;
  for (const contract of contracts) await api.post(`/authorities/${id}/contracts`, contract);
  await shared.platform.prisma.authority.updateMany({ where: { id }, data: { linkedDomainsVerified: verified } });
  return id;
}

let number = 0;
const available = (changes: object = {}) => ({
  ...sampleContract({ name: `Network ${number++}` }),
  availableInVcDirectory: true,
  ...changes,
});

beforeAll(async () => {
  shared.platform = await testPlatform();
  api = adminClient(await tokenFor(shared.platform, { role: "owner" }));
  tenantId = (await api.post("/onboard")).body.id;
  const owner = await tokenFor(shared.platform, { role: "owner" }, "reader");
  await adminClient(owner).post("/onboard");
  reader = await tokenFor(shared.platform, { permissions: ["VerifiableCredential.Network.Read"] }, "reader");
});

const search = (filter: string) =>
  call("GET", `/v1.0/verifiableCredentialsNetwork/authorities${filter}`, { token: reader });
const contractsOf = (issuerId: string, tenant = tenantId) =>
  call("GET", `/v1.0/tenants/${tenant}/verifiableCredentialsNetwork/authorities/${issuerId}/contracts`, {
    token: reader,
  });
const namesFor = async (text: string) =>
  (await search(`?filter=linkeddomainurls%20like%20${text}`)).body.map(({ id }: { id: string }) => id);

test("an authority is found by a part of its domain in any case, as a bare list (section 18)", async () => {
  const id = await authority("woodgrove.example.org", [available()]);
  for (const filter of [
    "?filter=linkeddomainurls%20like%20",
    "?filter=linkeddomainurls%20like%20Woodgrove",
    "?filter=LinkedDomainUrls+like+woodGROVE.example",
    "?filter=linkeddomainurls%20like%20%27woodgrove%27",
  ]) {
    const { status, body } = await search(filter);
    expect(status).toBe(200);
    expect(body).toEqual([
      {
        id,
        tenantId,
        did: "did:web:woodgrove.example.org",
        name: "ExampleName",
        linkedDomainUrls: ["https://woodgrove.example.org/"],
      },
    ]);
  }
});

test("only what a tenant shows is seen: the domain verified, a contract available and in use (I10)", async () => {
  const hidden = [
    await authority("unverified.hidden.example.org", [available()], false),
    await authority("nothing.hidden.example.org", [sampleContract({ name: "Kept to ourselves" })]),
    await authority("archived.hidden.example.org", []),
  ];
  const contract = (await api.post(`/authorities/${hidden[2]}/contracts`, available())).body;
  expect(await namesFor("hidden")).toEqual([hidden[2]]);
  const token = await tokenFor(shared.platform, { role: "owner" });
  await call("DELETE", `/beta/verifiableCredentials/authorities/${hidden[2]}/contracts/${contract.id}`, { token });
  expect(await namesFor("hidden")).toEqual([]);
  const absent = await contractsOf("7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5");
  expect(refusedAt(absent)).toEqual([404, "notFound", "issuerId"]);
  for (const id of [...hidden, "none"]) {
    const answer = await contractsOf(id);
    expect([answer.status, answer.body.error]).toEqual([404, absent.body.error]);
  }
  const seen = await authority("seen.example.org", [available()]);
  expect((await contractsOf(seen, "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5")).status).toBe(404);
});

test("its contracts are told with types and names of claims, and those that are not available are left out", async () => {
  const id = await authority("contracts.example.org", [
    available({ name: "B card" }),
    available({ name: "A card" }),
    sampleContract({ name: "Hidden card" }),
  ]);
  const { status, body } = await contractsOf(id);
  expect(status).toBe(200);
  const shown = { types: ["EmployeeCard"], claims: ["firstName", "lastName"] };
  expect(body).toEqual([
    { name: "A card", ...shown },
    { name: "B card", ...shown },
  ]);
  expect(body[0]).not.toHaveProperty("id", GUID);
});

test("at most 15 authorities are told", async () => {
  for (let at = 0; at < 17; at++) await authority(`many-${at}.example.net`, [available()]);
  expect(await namesFor("example.net")).toHaveLength(15);
});

test.each([
  ["", "no filter"],
  ["?filter=", "an empty one"],
  ["?filter=name%20like%20x", "another field"],
  ["?filter=linkeddomainurls%20eq%20x", "another operator"],
  ["?filter=linkeddomainurls%20like%20%ZZ", "broken encoding"],
  [`?filter=linkeddomainurls%20like%20${"x".repeat(300)}`, "too long a text"],
])("any other filter is refused: %s", async (filter) => {
  expect(refusedAt(await search(filter))).toEqual([400, "filterNotSupported", "filter"]);
});

test("signs that mean something to a database mean nothing here", async () => {
  for (const text of ["%25", "_", "%5C"]) expect(await namesFor(text)).toEqual([]);
});
