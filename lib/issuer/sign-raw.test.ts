import { compactVerify, importJWK } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { sha256Base64url } from "@/lib/kernel/hash";
import { routeModule, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

let token: string;
let onboarded: { issuerKey: { jwk: Record<string, string> }; issuerDid: string };

async function post(path: string, body: unknown) {
  const handler = (await routeModule(path))?.POST as Handler;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "text/plain" };
  const request = new Request(`https://portal.example.org${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const answer = await handler(request, { params: Promise.resolve({}) });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

beforeAll(async () => {
  shared.platform = await testPlatform({
    egress: {
      refusal: (url) => (url.startsWith("https://") ? undefined : "not https"),
      request: async () => ({ ok: false, cause: "no network in tests" }),
    },
  });
  token = await tokenFor(shared.platform, { role: "owner" });
  onboarded = JSON.parse((await post("/onboard/issuer", {})).text);
});

const subjectDid = "did:key:z6MkjoRhq1jSNJdLiruSXrFFxagqrztZaXHqHGUTKJbcNywp";
const context1 = "https://www.w3.org/2018/credentials/v1";
const credentialData = {
  "@context": [context1],
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  credentialSubject: { name: "Sample Person" },
};
const sign = (changes: object = {}, path = "/raw/jwt/sign") =>
  post(path, { issuerKey: onboarded.issuerKey, subjectDid, credentialData, ...changes });

async function verified(text: string) {
  const key = await importJWK(onboarded.issuerKey.jwk, "EdDSA");
  const { payload, protectedHeader } = await compactVerify(text, key);
  return { header: protectedHeader, payload: JSON.parse(new TextDecoder().decode(payload)) };
}

test.each(["/raw/jwt/sign", "/sign"])("%s answers with the bare JWT of a data model 1.1 credential", async (path) => {
  const { status, type, text } = await sign({}, path);
  expect({ status, type }).toEqual({ status: 200, type: "text/plain; charset=UTF-8" });
  const { header, payload } = await verified(text);
  expect(header).toEqual({ alg: "EdDSA", typ: "JWT", kid: onboarded.issuerKey.jwk.kid });
  expect(payload).toEqual({ iss: expect.stringMatching(/^did:key:z6Mk/), sub: subjectDid, vc: credentialData });
});

test("data model 2.0 stands flat, with its own type", async () => {
  const data = { ...credentialData, "@context": ["https://www.w3.org/ns/credentials/v2"] };
  const { header, payload } = await verified((await sign({ credentialData: data })).text);
  expect(header.typ).toBe("vc+jwt");
  expect(payload).toEqual(data);
});

test("with a mapping the kid is a DID URL, and the mapping is worked out", async () => {
  const { issuerDid } = onboarded;
  const mapping = {
    id: "<uuid>",
    issuer: { id: "<issuerDid>" },
    credentialSubject: { id: "<subjectDid>" },
    "jwt:exp": "<timestamp-in-seconds:1h>",
  };
  const { header, payload } = await verified((await sign({ issuerDid, mapping })).text);
  expect(header).toEqual({ alg: "EdDSA", typ: "JWT", kid: `${issuerDid}#0` });
  expect(payload).toMatchObject({
    iss: issuerDid,
    exp: shared.platform.now().getTime() / 1000 + 3600,
    vc: {
      id: expect.stringMatching(/^urn:uuid:/),
      issuer: { id: issuerDid },
      credentialSubject: { id: subjectDid, name: "Sample Person" },
    },
  });
});

test("a signature's digest is committed before the signer is asked (I2)", async () => {
  const ctx = await testCtx(shared.platform);
  const { text } = await sign({ subjectDid: "did:example:recorded" });
  const digest = sha256Base64url(text.slice(0, text.lastIndexOf(".")));
  const events = await ctx.db.auditEvent.findMany({
    where: { tenantId: ctx.tenantId, action: { startsWith: "raw_signature" } },
    omit: { sequence: true },
    orderBy: { occurredAt: "asc" },
  });
  const own = events.filter(({ details }) => JSON.stringify(details).includes(digest));
  expect(own.map(({ action }) => action).sort()).toEqual(["raw_signature.made", "raw_signature.requested"]);

  const { jwk } = shared.platform.keyProviders;
  const signing = vi.spyOn(jwk, "sign").mockImplementation(async () => {
    const asked = await ctx.db.auditEvent.count({ where: { action: "raw_signature.requested" } });
    expect(asked).toBe(events.length / 2 + 1);
    return Buffer.alloc(64);
  });
  const lied = await sign();
  expect(lied.status).toBe(503);
  expect(JSON.parse(lied.text).message).toMatch(/^Failed to sign the credential/);
  signing.mockRestore();
});

test.each<[string, object, string]>([
  ["no key", { issuerKey: undefined }, "Missing issuerKey in the request body."],
  ["no subject", { subjectDid: undefined }, "Missing subjectDid in the request body."],
  ["no data", { credentialData: null }, "Missing credentialData in the request body."],
  ["a key that is none", { issuerKey: "x" }, "Invalid issuerKey Format"],
  [
    "a key without type",
    { issuerKey: { id: "x" } },
    "The key type is missing from the serialized key. Please include the key type.",
  ],
  ["an empty key", { issuerKey: {} }, "Issuer key in the request body cannot be empty"],
  ["data that is none", { credentialData: "x" }, "Invalid credential format"],
  ["an unknown function", { mapping: { id: "<x>" } }, 'Unknown dynamic data function "x"'],
  [
    "a webhook that may not be asked (E4, I15)",
    { mapping: { id: "<webhook:http://10.0.0.1/>" } },
    "The mapping has a webhook that cannot be asked",
  ],
  [
    "more webhooks than anybody waits for",
    {
      mapping: Object.fromEntries(
        ["a", "b", "c", "d", "e"].map((n) => [n, `<webhook:https://source.example.org/${n}>`]),
      ),
    },
    "A mapping has at most 4 webhooks",
  ],
  ["an unknown member", { secretAccessKey: "canary" }, "Request body contains unknown field(s): secretAccessKey"],
])("%s is refused in the words that clients know (section 2.1)", async (_name, changes, message) => {
  const { status, text } = await sign(changes);
  expect({ status, body: JSON.parse(text) }).toMatchObject({ status: 400, body: { exception: true, code: "400" } });
  expect(JSON.parse(text).message).toContain(message);
  expect(text).not.toContain("canary");
});
