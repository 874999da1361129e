import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiDocument } from "@/lib/apis/descriptions";
import { call, routeModule, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

/** What holds for all addresses of the Issuer API (section 2 of its reference). */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

let token: string;
beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call("POST", path, { token, body, headers });

describe("what is not there is told in the API's envelope (section 2.1)", () => {
  test.each(["onboard", "openid4vc", "raw"])("below /%s, whatever the method", async (folder) => {
    const module = await routeModule(`/${folder}/[...path]`);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const handler = module?.[method] as Handler;
      const request = new Request(`https://portal.example.org/${folder}/nothing`, { method });
      const answer = await handler(request, { params: Promise.resolve({}) });
      expect(answer.status).toBe(404);
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(await answer.json()).toEqual({
        exception: true,
        id: "NotFoundException",
        status: "Not Found",
        code: "404",
        message: "There is nothing at this address.",
      });
    }
  });
});

/** Every address with a body, and what its refusals call that. */
const bodies: readonly (readonly [path: string, name: string])[] = [
  ["/onboard/issuer", "OnboardingRequest"],
  ["/onboard/iso-mdl/iacas", "IACAOnboardingRequest"],
  ["/onboard/iso-mdl/document-signers", "DocumentSignerOnboardingRequest"],
  ["/raw/jwt/sign", "RawSignRequest"],
  ["/sign", "RawSignRequest"],
  ...["jwt", "sdjwt", "mdoc"].flatMap((family) => [
    [`/openid4vc/${family}/issue`, "IssuanceRequest"] as const,
    [`/openid4vc/${family}/issueBatch`, "IssuanceRequests"] as const,
  ]),
  ["/batchIssue", "IssuanceRequests"],
];

describe("a body that cannot be read is a 400 that says what it should have been (section 2.1)", () => {
  test.each(bodies)("at %s: not JSON, not the right kind, nothing at all", async (path, expectedType) => {
    for (const body of ["{", '"text"', "7", "{} {}", '{"a":1,"a":2}']) {
      const { status, headers, body: answer } = await post(path, body);
      expect([status, headers.get("content-type")], body).toEqual([400, "application/json"]);
      expect(Object.keys(answer)).toEqual(["exception", "id", "status", "code", "message", "details"]);
      expect(answer).toMatchObject({ exception: true, id: "BadRequestException", status: "Bad Request", code: "400" });
      expect(answer.details.expectedType).toBe(expectedType);
    }
  });

  test("missing members are told by their names, several in one message", async () => {
    const { body } = await post("/onboard/iso-mdl/iacas", { certificateData: { issuerAlternativeNameConf: {} } });
    const missing = ["certificateData.country", "certificateData.commonName"];
    expect(body.message).toBe(`Request body is missing required field(s): ${missing.join(", ")}`);
    expect(body.details).toMatchObject({ missingFields: missing, expectedType: "IACAOnboardingRequest" });
  });

  test("unknown members are told by their names, several in one message", async () => {
    const { body } = await post("/openid4vc/jwt/issue", { issuerKey: { type: "jwk", id: "x" }, foo: 1, bar: 2 });
    expect(body.message).toBe("Request body contains unknown field(s): foo, bar");
    expect(body.details).toMatchObject({ unknownFields: ["foo", "bar"], expectedType: "IssuanceRequest" });
  });
});

test.each([
  ["text/plain", "{}"],
  ["application/x-www-form-urlencoded", "key=jwk"],
])("a body of %s is refused with 415: requests are JSON", async (type, text) => {
  for (const [path] of bodies) {
    const { status, body } = await post(path, text, { "content-type": type });
    expect([status, body.id]).toEqual([415, "UnsupportedMediaTypeException"]);
  }
});

test("members that are null are left out: of the key, the DID, certificates and key objects", async () => {
  const key = { backend: "jwk", keyType: "secp256r1", name: null, config: null };
  const { status, body } = await post("/onboard/issuer", { key, did: { method: "jwk", config: null } });
  expect(status).toBe(200);
  const web = { domain: "example.com", path: null };
  expect((await post("/onboard/issuer", { did: { method: "web", config: web } })).body.issuerDid).toBe(
    "did:web:example.com",
  );
  const root = await post("/onboard/iso-mdl/iacas", {
    certificateData: {
      country: "US",
      commonName: "Root",
      issuerAlternativeNameConf: { email: null, uri: "https://iaca.example.org" },
      stateOrProvinceName: null,
      notBefore: null,
      crlDistributionPointUri: null,
    },
    ecKeyGenRequestParams: { keyType: "secp256r1", config: null },
  });
  expect(root.status).toBe(200);
  expect(Object.values(root.body.certificateData)).not.toContain(null);
  const signed = await post("/raw/jwt/sign", {
    issuerKey: { ...body.issuerKey, _keyType: null },
    subjectDid: "did:example:holder",
    credentialData: { type: ["VerifiableCredential"] },
    issuerDid: null,
    mapping: null,
  });
  expect(signed.status).toBe(200);
});

test("every answer has its X-Request-Id, refusals and plain texts too", async () => {
  for (const [path] of bodies) {
    const { headers } = await post(path, {});
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
});

test("no address lets other sites' pages in: a token has no place in a web page", async () => {
  for (const [path] of bodies) {
    const { headers } = await post(path, {}, { origin: "https://elsewhere.example.org" });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});

test("every address below onboard, openid4vc and raw takes the short way, on which a slash at the end does no harm", async () => {
  const files = ["onboard", "openid4vc", "raw", "sign", "batchIssue"].flatMap((folder) =>
    readdirSync(`app/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.ts"))
      .map((file) => `/${folder}/${file}`.replace(/\/route\.ts$/, "")),
  );
  expect(files.length).toBeGreaterThan(12);
  for (const file of files) expect((await routeModule(file))?.hot, file).toBe(true);
});

test("the short names of the seed are told of in the document (section 7)", () => {
  const { paths } = apiDocument("issuer", "https://portal.example.org") ?? {};
  expect(Object.keys(paths ?? {})).toEqual(expect.arrayContaining(["/sign", "/issue", "/batchIssue"]));
});

test("whoever has no token is refused", async () => {
  const { status, headers, body } = await call("POST", "/onboard/issuer", { body: {} });
  expect([status, headers.get("www-authenticate"), body.code]).toEqual([401, "Bearer", "401"]);
});
