import { expect, test } from "@playwright/test";
import { refused } from "@/e2e/support/admin-refusal";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { type DomainHost, domainHost } from "@/e2e/support/domain-host";
import { defaultServerEnv, keyChoices } from "@/e2e/support/issuing-setup";
import { type Authority, badgeContract, type Contract, PortalApi, tokenOf } from "@/e2e/support/portal-api";

/** The network over this installation's tenants (reference, section 18). */

let host: DomainHost;
/** Shows a contract. */
let publisher: PortalApi;
/** An application of another tenant, with Network.Read and nothing else. */
let reader: PortalApi;
let authority: Authority;
let tenantId: string;

test.beforeAll(async () => {
  host = await domainHost();
  const tokens = await Promise.all([
    tokenOf(defaultServerEnv, "--role", "owner", "--tenant", `network-${process.pid}`),
    tokenOf(defaultServerEnv, "--role", "owner", "--tenant", `network-reader-${process.pid}`),
    tokenOf(defaultServerEnv, "--permission", "Network.Read", "--tenant", `network-reader-${process.pid}`),
  ]);
  const [owner, stranger, application] = tokens.map((token) => new PortalApi(defaultServer.url, token));
  if (!owner || !stranger || !application) throw new Error("three tokens were asked for");
  publisher = owner;
  reader = application;
  tenantId = (await publisher.onboard()).id;
  await stranger.onboard();
  authority = await publisher.createAuthority(host.url, keyChoices.jwk);
});
test.afterAll(() => host.stop());

const search = (filter: string) => reader.send("GET", `/v1.0/verifiableCredentialsNetwork/authorities${filter}`);
const found = async () =>
  (await search(`?filter=linkeddomainurls%20like%20${new URL(host.url).host}`)).json<{ id: string }[]>();
const contractsOf = (tenant: string, issuer: string) =>
  reader.send("GET", `/v1.0/tenants/${tenant}/verifiableCredentialsNetwork/authorities/${issuer}/contracts/`);

test("an authority is found once its domain is verified and a contract made available, and its contracts told", async () => {
  const all = `/authorities/${authority.id}/contracts`;
  await publisher.must<Contract>(201, "POST", all, badgeContract("Kept to ourselves"));
  const shown = await publisher.must<Contract>(201, "POST", all, badgeContract("Shown"));
  const mine = async () => (await found()).filter(({ id }) => id === authority.id);
  const post = (action: string) => publisher.call("POST", `/authorities/${authority.id}/${action}`);

  await publisher.must(200, "PATCH", `${all}/${shown.id}`, { availableInVcDirectory: true });
  expect(await mine()).toEqual([]);
  host.files.set("did.json", { json: (await post("generateDidDocument")).json() });
  host.files.set("did-configuration.json", { json: (await post("generateWellknownDidConfiguration")).json() });
  expect((await post("validateWellKnownDidConfiguration")).status).toBe(204);
  expect(await mine()).toEqual([
    { id: authority.id, tenantId, did: authority.didModel.did, name: "Example Works", linkedDomainUrls: [host.url] },
  ]);

  const told = await contractsOf(tenantId, authority.id);
  expect([told.status, told.json()]).toEqual([
    200,
    [{ name: "Shown", types: ["StaffBadge"], claims: ["displayName", "staffNumber", "team"] }],
  ]);
  await publisher.must(200, "PATCH", `${all}/${shown.id}`, { availableInVcDirectory: false });
  expect(await mine()).toEqual([]);
  expect(refused(await contractsOf(tenantId, authority.id))).toEqual([404, "notFound", "issuerId"]);
});

test("no other filter is understood, no other tenant's authority told, and Network.Read opens nothing else", async () => {
  for (const filter of ["", "?filter=", "?filter=name%20like%20x", "?filter=linkeddomainurls%20eq%20x"]) {
    expect(refused(await search(filter))).toEqual([400, "filterNotSupported", "filter"]);
  }
  const other = "00000000-0000-4000-8000-000000000000";
  for (const [tenant, issuer] of [
    [other, authority.id],
    [tenantId, other],
    ["none", "none"],
  ] as const) {
    expect(refused(await contractsOf(tenant, issuer))).toEqual([404, "notFound", "issuerId"]);
  }
  for (const route of ["/authorities", `/authorities/${authority.id}`, "/organizationSettings"]) {
    expect(refused(await reader.call("GET", route))).toEqual([403, "forbidden"]);
  }
});
