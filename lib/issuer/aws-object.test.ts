import { DescribeKeyCommand, ListResourceTagsCommand } from "@aws-sdk/client-kms";
import { beforeEach, expect, test, vi } from "vitest";
import { clientOf } from "@/e2e/support/kms-server/test-client";
import { awsProvider } from "@/lib/keys/aws";
import { call } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";
import { OnboardingClient } from "@/lib/testing/onboarding";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const [account] = kmsAccounts;
const kms = await testKms({ accounts: [account] });
shared.platform = await testPlatform({ keyProviders: { aws: awsProvider({ rolesAllowed: ["AccessRole"] }) } });
const ours = await OnboardingClient.make(shared.platform);
beforeEach(() => {
  vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
  for (const [name, value] of Object.entries(kms.env)) vi.stubEnv(name, value);
});

const region = "eu-central-1";
const auth = { ...accessKeyOf(account), region };
const aws = (config: object, backend = "aws", keyType = "secp256r1") => ({ backend, keyType, config });

test.each<[string, string, object, object]>([
  ["A", "aws", auth, { accessKeyId: account.accessKeyId, region }],
  ["B", "AWS", { auth }, { auth: { accessKeyId: account.accessKeyId, region } }],
  ["B by role", "aws", { auth: { roleName: "AccessRole", region } }, { auth: { roleName: "AccessRole", region } }],
  ["C", "aws-rest-api", { auth }, { auth: { accessKeyId: account.accessKeyId, region } }],
  ["D", "aws", { region }, { region }],
  ["E", "aws", { auth: { region }, tags: { team: "x" } }, { auth: { region } }],
])("form %s makes a key that its answer names again", async (_form, backend, config, shown) => {
  const { status, body } = await ours.onboard(aws(config, backend));
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(Object.keys(body.issuerKey)).toEqual(["type", "config", "id", "_publicKey", "_keyType"]);
  expect(body.issuerKey).toMatchObject({ type: backend.toLowerCase(), config: shown, _keyType: "secp256r1" });
  expect(body.issuerKey.config).toEqual(shown);
  expect(body.issuerDid).toBe(`did:jwk:${Buffer.from(body.issuerKey._publicKey).toString("base64url")}`);
  expect(Object.keys(JSON.parse(body.issuerKey._publicKey))).toEqual(["kty", "crv", "x", "y"]);
  expect(body.issuerKey.id).toMatch(/^[0-9a-f-]{36}$/);
  const { _publicKey: _, _keyType: __, ...bare } = body.issuerKey;
  for (const named of [body.issuerKey, bare, { ...bare, config }, { type: "aws", id: body.issuerKey.id }]) {
    expect(await ours.signs(named, body.issuerDid)).toBe(true);
  }
});

test.each(["Ed25519", "secp256k1", "secp384r1", "secp521r1", "RSA", "RSA3072"])("%s is made there", async (keyType) => {
  const { body } = await ours.onboard(aws({ auth }, "aws-rest-api", keyType), { method: "key" });
  expect(body.issuerKey._keyType).toBe(keyType);
  expect(await ours.signs(body.issuerKey, body.issuerDid)).toBe(true);
});

test("data longer than an Ed25519 key signs is refused when it is offered, and when it is signed raw (P3)", async () => {
  const { body } = await ours.onboard(aws({ auth }, "aws", "Ed25519"));
  const { issuerKey, issuerDid } = body;
  const sent = (path: string, text: string, more: object = {}) =>
    call("POST", path, {
      token: ours.token,
      body: {
        issuerKey,
        issuerDid,
        credentialData: {
          "@context": ["https://www.w3.org/2018/credentials/v1"],
          type: ["VerifiableCredential", "BankId"],
          credentialSubject: { text },
        },
        ...more,
      },
    });
  const offer = (text: string) =>
    sent("/openid4vc/jwt/issue", text, { credentialConfigurationId: "BankId_jwt_vc_json" });
  const raw = (text: string) => sent("/raw/jwt/sign", text, { subjectDid: "did:example:holder" });
  expect((await offer("x".repeat(2000))).status).toBe(200);
  const asked = kms.requests.length;
  for (const refused of [await offer("x".repeat(3000)), await raw("x".repeat(3000))]) {
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("at most 4096 bytes");
  }
  expect(kms.requests.slice(asked).map(({ operation }) => operation)).not.toContain("Sign");
});

test("a key name that is taken answers 409, and no key stays behind", async () => {
  const config = { auth: { region }, keyName: "badge-of-the-house" };
  expect((await ours.onboard(aws(config))).status).toBe(200);
  const before = await ours.ctx.db.authority.count();
  const taken = await ours.onboard(aws(config));
  expect(taken).toMatchObject({ status: 409, body: { id: "KeyAlreadyExistsException", code: "409" } });
  expect(await ours.ctx.db.authority.count()).toBe(before);
  expect(kms.requests.at(-1)?.operation).toBe("ScheduleKeyDeletion");
});

test("a role that is not attached answers 400 in the words that clients know (S8)", async () => {
  const role = await ours.onboard(aws({ auth: { roleName: "SomebodyElses", region } }));
  expect(role).toMatchObject({ status: 400, body: { code: "400" } });
  expect(role.body.message).toMatch(/^Role name mismatch/);
  expect(Object.keys(role.body.details.fields)).toEqual(["key.config.auth.roleName"]);
});

test.each([{ multiRegion: true }, { replicaRegions: ["eu-west-1"] }, { enableFailover: true }])(
  "%j, which nothing here would keep, is refused by its name",
  async (asked) => {
    const { status, body } = await ours.onboard(aws({ auth: { region }, ...asked }));
    expect([status, Object.keys(body.details.fields)]).toEqual([400, [`key.config.${Object.keys(asked)[0]}`]]);
  },
);

test("keyName is the key's alias, tags are its tags, and neither is in the way of the next requests", async () => {
  const config = { auth: { region }, keyName: "sample-alias", tags: { team: "badges" } };
  const { issuerKey, issuerDid } = (await ours.onboard(aws(config))).body;
  expect(issuerKey.config).toEqual({ auth: { region }, keyName: "sample-alias" });
  const client = clientOf(kms, { credentials: accessKeyOf(account) });
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: "alias/sample-alias" }));
  expect(KeyMetadata?.KeyId).toBe(issuerKey.id);
  const { Tags } = await client.send(new ListResourceTagsCommand({ KeyId: issuerKey.id }));
  expect(Tags).toContainEqual({ TagKey: "team", TagValue: "badges" });
  expect(await ours.signs(issuerKey, issuerDid)).toBe(true);
});

test("without any config it is the server's own credentials and region", async () => {
  const { status, body } = await ours.onboard({ backend: "aws", keyType: "secp256r1" });
  expect([status, body.issuerKey.config]).toEqual([200, {}]);
  expect(await ours.signs(body.issuerKey, body.issuerDid)).toBe(true);
});

test("wrong credentials answer in words, and leave neither issuer nor secret", async () => {
  const before = await ours.ctx.db.authority.count();
  const config = { auth: { ...auth, secretAccessKey: "canary-wrong-secret-key" } };
  const { status, body, headers } = await ours.onboard(aws(config));
  // The request's fault: whoever sends it again is refused again.
  expect({ status, code: body.code, wait: headers.get("retry-after") }).toEqual({
    status: 400,
    code: "400",
    wait: null,
  });
  expect(Object.keys(body.details.fields)).toEqual(["key.config"]);
  expect(body.message).toMatch(/^Failed to generate secp256r1 key using AWS KMS: /);
  expect(await ours.ctx.db.authority.count()).toBe(before);
});

test.each([
  [{ auth: { secretAccessKey: auth.secretAccessKey, region } }, "key.config.auth.accessKeyId"],
  [{ auth: { accessKeyId: auth.accessKeyId, region } }, "key.config.auth.secretAccessKey"],
  [{ accessKeyId: auth.accessKeyId, region }, "key.config.secretAccessKey"],
])(
  "half an access key is refused, and never made up for by the server's own credentials (S8)",
  async (config, field) => {
    const before = await ours.ctx.db.signingKey.count();
    const { status, body } = await ours.onboard(aws(config));
    expect({ status, missing: body.details.missingFields }).toEqual({ status: 400, missing: [field] });
    expect(await ours.ctx.db.signingKey.count()).toBe(before);
  },
);

test("a root's key that its store refuses by the caller's credentials is the request's fault too", async () => {
  const root = (config: object) =>
    call("POST", "/onboard/iso-mdl/iacas", {
      token: ours.token,
      body: {
        certificateData: {
          country: "US",
          commonName: "Example IACA",
          issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
        },
        ecKeyGenRequestParams: { backend: "aws-rest-api", config },
      },
    });
  const wrong = await root({ auth: { ...auth, secretAccessKey: "canary-wrong-secret-key" } });
  expect(wrong.status).toBe(400);
  expect(Object.keys(wrong.body.details.fields)).toEqual(["ecKeyGenRequestParams.config"]);
  expect(wrong.body.message).toMatch(/^Failed to generate secp256r1 key using AWS KMS: /);
  const places = [];
  for (const config of [{ auth: { ...auth, region: "nowhere" } }, { auth: { roleName: "Other", region } }]) {
    places.push(...Object.keys((await root(config)).body.details.fields));
  }
  expect(places).toEqual(["ecKeyGenRequestParams.config.auth.region", "ecKeyGenRequestParams.config.auth.roleName"]);
});

test("no secret is in any row, audit event or answer (I7, S1)", async () => {
  const { text } = await ours.onboard(aws({ auth }));
  expect((await ours.stored()) + text).not.toContain("canary");
});
