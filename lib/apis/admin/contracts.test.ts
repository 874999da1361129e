import { beforeAll, describe, expect, test, vi } from "vitest";
import { type AdminClient, adminClient, authorityBody, call, refusedAt, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let token: string;
let api: AdminClient;
let contracts: string;

beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
  api = adminClient(token);
  await api.post("/onboard");
  const authority = (await api.post("/authorities", authorityBody("contracts.example.org"))).body;
  contracts = `/authorities/${authority.id}/contracts`;
});

const withCard = (changes: object) => {
  const [display] = sampleContract().displays as unknown as [{ card: object }];
  return [{ ...display, card: { ...display.card, ...changes } }];
};
const colour = (backgroundColor: string) => withCard({ backgroundColor });
const logo = (uri: string) => withCard({ logo: { uri, description: "Logo" } });

test("one is made and read with all members of section 8.1", async () => {
  const sample = sampleContract({ name: "Whole" });
  const { status, body, headers } = await api.post(contracts, sample);
  expect(status).toBe(201);
  const tenant = (await api.post("/onboard")).body.id;
  const id = Buffer.from(`${tenant}whole`).toString("base64url");
  const authorityId = contracts.split("/")[2];
  expect(body).toEqual({
    id,
    name: "Whole",
    status: "Enabled",
    authorityId,
    issuerId: authorityId,
    manifestUrl: `https://portal.example.org/v1.0/tenants/${tenant}/verifiableCredentials/contracts/${id}/manifest`,
    issueNotificationEnabled: false,
    issueNotificationAllowedToGroupOids: null,
    availableInVcDirectory: false,
    allowOverrideValidityIntervalOnIssuance: false,
    formats: ["jwt_vc_json", "dc+sd-jwt"],
    rules: sample.rules,
    displays: sample.displays,
  });
  const read = await api.get(`${contracts}/${id}`);
  expect([read.status, read.body, read.headers.get("etag")]).toEqual([200, body, headers.get("etag")]);
  expect((await api.get(contracts)).body.value).toContainEqual(body);
});

test("what clients of old send is understood: text for JSON, credential for card, nulls, members of an answer", async () => {
  const { rules, displays } = sampleContract();
  const [{ card, ...display }] = displays as unknown as [Record<string, unknown>];
  const { status, body } = await api.post(contracts, {
    name: "Old client",
    status: "Enabled",
    id: "GUID",
    issuerId: "GUID",
    issueNotificationAllowedToGroupOids: null,
    rules: JSON.stringify({ ...rules, customStatusEndpoint: null }),
    displays: [{ ...display, credential: card }],
  });
  expect(status).toBe(201);
  expect([body.rules, body.displays]).toEqual([rules, displays]);
});

test("null counts as left out in a new contract and in a change, but for the groups, which it tells are all", async () => {
  const empty = { id: null, status: null, manifestUrl: null, authorityId: null, issuerId: null, formats: null };
  const switches = { availableInVcDirectory: null, allowOverrideValidityIntervalOnIssuance: null };
  const sample = { ...sampleContract({ name: "Nulls" }), ...empty, ...switches, issueNotificationEnabled: null };
  const made = await api.post(contracts, sample);
  expect([made.status, made.body.availableInVcDirectory, made.body.status]).toEqual([201, false, "Enabled"]);

  const one = `${contracts}/${made.body.id}`;
  const groups = { issueNotificationAllowedToGroupOids: ["group-1"] };
  const some = await api.patch(one, {
    ...groups,
    availableInVcDirectory: true,
    rules: null,
    displays: null,
    name: null,
  });
  expect([some.status, some.body]).toEqual([200, { ...made.body, ...groups, availableInVcDirectory: true }]);
  const all = await api.patch(one, { ...switches, issueNotificationAllowedToGroupOids: null });
  expect(all.body).toEqual({ ...made.body, availableInVcDirectory: true });
});

test("selfIssued goes out in the shape it came in", async () => {
  const flow = { mapping: [{ inputClaim: "a", outputClaim: "a", indexed: false, required: false }], required: false };
  for (const [name, selfIssued] of Object.entries({ Single: flow, List: [flow] })) {
    const rules = { ...sampleContract().rules, attestations: { selfIssued } };
    const { body } = await api.post(contracts, { ...sampleContract({ name }), rules });
    expect(body.rules.attestations.selfIssued).toEqual(selfIssued);
  }
});

test("a name taken in any case is refused as contractNameNotUnique, under any authority of the tenant", async () => {
  await api.post(contracts, sampleContract({ name: "Taken" }));
  const other = (await api.post("/authorities", authorityBody("other-contracts.example.org"))).body;
  for (const path of [contracts, `/authorities/${other.id}/contracts`]) {
    const answer = await api.post(path, sampleContract({ name: "TAKEN" }));
    expect(refusedAt(answer)).toEqual([409, "contractNameNotUnique", "name"]);
  }
});

let patched = 0;
const mapping = (outputClaim: string) => ({ inputClaim: outputClaim, outputClaim, indexed: true });
const twoIndexed = {
  ...sampleContract().rules,
  attestations: { idTokenHints: [{ mapping: [mapping("a"), mapping("b")] }] },
};
test.each([
  ["multipleIndexedClaims", "rules.attestations.idTokenHints[0].mapping[1].indexed", { rules: twoIndexed }],
  ["badOrMissingField", "rules", { rules: "{" }],
  ["badOrMissingField", "rules", { rules: undefined }],
  [
    "badOrMissingField",
    "rules.validityInterval",
    { rules: { ...sampleContract().rules, validityInterval: "30 days" } },
  ],
  ["badOrMissingField", "displays", { displays: [] }],
  ["badOrMissingField", "displays[0].card.backgroundColor", { displays: colour("blue") }],
  ["badOrMissingField", "displays[0].card.logo.uri", { displays: logo("https://example.org/a.svg") }],
  ["badOrMissingField", "displays[0].card.logo.uri", { displays: logo("data:image/svg+xml;utf8,<svg/>") }],
])("bad input is refused as %s at %s, by POST and by PATCH", async (code, field, change) => {
  expect(refusedAt(await api.post(contracts, { ...sampleContract({ name: "Bad" }), ...change }))).toEqual([
    400,
    code,
    field,
  ]);
  if (Object.values(change).includes(undefined)) return;
  const { body } = await api.post(contracts, sampleContract({ name: `To patch ${patched++}` }));
  expect(refusedAt(await api.patch(`${contracts}/${body.id}`, change))).toEqual([400, code, field]);
  expect((await api.get(`${contracts}/${body.id}`)).body).toEqual(body);
});

test("a change replaces whole members and answers the full contract; If-Match is kept", async () => {
  const { body, headers } = await api.post(contracts, sampleContract({ name: "Changing" }));
  const path = `${contracts}/${body.id}`;
  const rules = { ...body.rules, validityInterval: 3600 };
  const change = { rules, availableInVcDirectory: true, allowOverrideValidityIntervalOnIssuance: true };
  const etag = headers.get("etag") ?? "";
  const changed = await api.patch(path, change, { "if-match": etag });
  expect([changed.status, changed.body]).toEqual([200, { ...body, ...change }]);
  const stale = await api.patch(path, { availableInVcDirectory: false }, { "if-match": etag });
  expect([stale.status, stale.body.error.code]).toEqual([412, "preconditionFailed"]);
  expect((await api.patch(path, changed.body)).body).toEqual(changed.body);
});

test.each(["id", "name", "status", "manifestUrl", "authorityId", "issuerId"])(
  "%s cannot be changed",
  async (member) => {
    const { body } = await api.post(contracts, sampleContract({ name: `Fixed ${member}` }));
    const answer = await api.patch(`${contracts}/${body.id}`, { [member]: "other" });
    expect(refusedAt(answer)).toEqual([400, "badOrMissingField", member]);
  },
);

const flow = (name: string, changes: object = {}) => ({
  required: false,
  mapping: [{ inputClaim: name, outputClaim: name, indexed: false, required: false, type: "String" }],
  ...changes,
});
const idToken = {
  configuration: "https://login.example.org/.well-known/openid-configuration",
  clientId: "8d5b446e-22b2-4e01-bb2e-9070f6b20c90",
  redirectUri: "vcclient://openid/",
  scope: "openid profile email",
};

test("all five flows of section 8.3 with all their members are taken together, and told as they were sent", async () => {
  const rules = {
    attestations: {
      idTokens: [flow("email", { ...idToken, trustedIssuers: ["https://login.example.org"] })],
      idTokenHints: [flow("$.given_name", { required: true, trustedIssuers: ["did:web:other.example.org"] })],
      presentations: [
        flow("$.vc.credentialSubject.firstName", {
          credentialType: "Other",
          trustedIssuers: ["did:web:other.example.org"],
          contracts: ["https://example.org/manifest"],
        }),
      ],
      selfIssued: flow("nickname"),
      accessTokens: [flow("displayName"), flow("mail")],
    },
    validityInterval: 2_592_001,
    vc: { type: ["VerifiedCredentialExpert", "https://example.org/types/expert"] },
    customStatusEndpoint: { url: "https://status.example.org/lists", type: "StatusList2021Entry" },
  };
  const settings = {
    availableInVcDirectory: true,
    issueNotificationEnabled: true,
    issueNotificationAllowedToGroupOids: ["3f1f5a55-1ad5-4d4a-9a5e-4f5c3c4d5e6f"],
    allowOverrideValidityIntervalOnIssuance: true,
  };
  const { status, body } = await api.post(contracts, { ...sampleContract({ name: "All flows" }), ...settings, rules });
  expect([status, body.rules]).toEqual([201, rules]);
  expect(body).toMatchObject(settings);
  expect((await api.get(contracts)).body.value).toContainEqual(body);
});

test("a redirect URI without its last slash is mended (section 8.3)", async () => {
  const attestations = { idTokens: [flow("email", { ...idToken, redirectUri: "vcclient://openid" })] };
  const rules = { ...sampleContract().rules, attestations };
  const { body } = await api.post(contracts, { ...sampleContract({ name: "Slash" }), rules });
  expect(body.rules.attestations.idTokens[0].redirectUri).toBe("vcclient://openid/");
});

const indexed = { indexed: true };
test.each([
  ["idTokens[0].redirectUri", { idTokens: [flow("a", { ...idToken, redirectUri: "https://example.org/" })] }],
  ["idTokens[0].clientId", { idTokens: [flow("a", { ...idToken, clientId: undefined })] }],
  ["idTokens[0].configuration", { idTokens: [flow("a", { ...idToken, configuration: "login" })] }],
  ["idTokenHints[0].trustedIssuers[0]", { idTokenHints: [flow("a", { trustedIssuers: ["someone"] })] }],
  ["idTokenHints[0].glow", { idTokenHints: [flow("a", { glow: true })] }],
  ["presentations[0].contracts[0]", { presentations: [flow("a", { contracts: ["nowhere"] })] }],
  ["selfIssued[0].mapping[0].outputClaim", { selfIssued: [flow("id")] }],
  ["selfIssued.mapping[0].colour", { selfIssued: flow("a", { mapping: [{ ...flow("a").mapping[0], colour: 1 }] }) }],
  ["accessTokens[0].mapping[0].inputClaim", { accessTokens: [flow("shoeSize")] }],
  ["selfIssued.mapping[0].outputClaim", { idTokenHints: [flow("a")], selfIssued: flow("a") }],
  [
    "selfIssued.mapping[0].indexed",
    {
      idTokenHints: [flow("a", { mapping: [{ ...flow("a").mapping[0], ...indexed }] })],
      selfIssued: flow("b", { mapping: [{ ...flow("b").mapping[0], ...indexed }] }),
    },
  ],
])("a fault is named by its path: rules.attestations.%s", async (path, attestations) => {
  const rules = { ...sampleContract().rules, attestations };
  const answer = await api.post(contracts, { ...sampleContract({ name: "Faulty" }), rules });
  const code = path.endsWith("indexed") ? "multipleIndexedClaims" : "badOrMissingField";
  expect(refusedAt(answer)).toEqual([400, code, `rules.attestations.${path}`]);
});

describe("deleting (beta)", () => {
  const beta = (path: string) => `/beta/verifiableCredentials${path}`;
  const remove = (path: string) => call("DELETE", beta(path), { token });

  test("answers 200 without a body; the contract is gone, also for a second time, and its manifest, too", async () => {
    const { body } = await api.post(contracts, sampleContract({ name: "Leaving" }));
    const path = `${contracts}/${body.id}`;
    const manifest = new URL(body.manifestUrl).pathname;
    expect((await call("GET", manifest)).status).toBe(200);
    const answer = await remove(path);
    expect([answer.status, answer.body]).toEqual([200, undefined]);
    for (const gone of [await api.get(path), await api.patch(path, {}), await remove(path)]) {
      expect(refusedAt(gone)).toEqual([404, "notFound", "contractId"]);
    }
    expect((await call("GET", manifest)).status).toBe(404);
    expect((await api.get(contracts)).body.value.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  });

  test("keeps the name taken, and says why", async () => {
    const { body } = await api.post(contracts, sampleContract({ name: "Once only" }));
    await remove(`${contracts}/${body.id}`);
    const again = await api.post(contracts, sampleContract({ name: "ONCE only" }));
    expect(refusedAt(again)).toEqual([409, "contractNameNotUnique", "name"]);
    expect(again.body.error.innererror.message).toContain("archived");
  });
});
