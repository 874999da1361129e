import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiDescriptions, apiDocument } from "@/lib/apis/descriptions";
import { createAuthority } from "@/lib/authority/create-authority";
import { createContract } from "@/lib/contract/create-contract";
import { routeModule, tokenFor } from "@/lib/testing/admin-api";
import { fc } from "@/lib/testing/chance";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { issuerRequests } from "@/lib/testing/fuzzed-requests";
import { badge, type IssuingParts, issuingParts, redeemedOffer } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ORIGIN = "https://portal.example.org";
const RUNS = 80;

let parts: IssuingParts;
let adminToken: string;
let walletToken: string;
/** Of an organisation of its own: it may really leave. */
let leavingToken: string;
let samples: Record<string, unknown>;
let known: Record<string, string>;
/** For what cannot be undone: the others go on with what is there. */
let expendable: Record<string, string>;

beforeAll(async () => {
  shared.platform = await testPlatform();
  const ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
  adminToken = await tokenFor(shared.platform, { role: "owner" });
  await testCtx(shared.platform, { tenant: "leaving" });
  leavingToken = await tokenFor(shared.platform, { role: "owner" }, "leaving");
  walletToken = (await redeemedOffer(ctx, parts)).accessToken;
  known = {
    tenantId: ctx.tenantId,
    authorityId: parts.issuer.authorityId,
    contractId: parts.contract.publicId,
    version: "1",
  };
  const jwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const { document, sdDocument, rawSigning } = issuerRequests(jwk);
  const { name, rules, displays } = badge(parts.issuer.authorityId);
  const spareAuthority = await createAuthority(ctx, {
    name: "Expendable",
    linkedDomainUrl: "https://expendable.example.org/",
    didMethod: "web",
    key: { backend: "jwk" },
  });
  const spare = await createContract(ctx, badge(spareAuthority.id, { name: "Expendable" }));
  expendable = { ...known, authorityId: spareAuthority.id, contractId: spare.publicId };
  samples = {
    createAuthority: { name: "Example", linkedDomainUrl: "https://other.example.org/", didMethod: "web", key: null },
    generateDidConfiguration: { domainUrl: parts.issuer.linkedDomainUrl },
    updateAuthority: { name: "Other" },
    updateLinkedDomains: { domainUrls: [parts.issuer.linkedDomainUrl] },
    replaceLinkedDomains: { domains: [parts.issuer.linkedDomainUrl] },
    updateOrganizationSettings: { name: "Example", defaultKeyStore: "jwk", webAuthorityDeletionAllowed: false },
    createContract: { name: `${name} too`, rules, displays },
    updateContract: { rules, displays, availableInVcDirectory: true },
    createIssuanceRequest: {
      authority: parts.issuer.did,
      manifest: parts.contract.manifestUrl,
      type: "StaffBadge",
      registration: { clientName: "Example" },
      callback: { url: "https://callbacks.example.org/", state: "s", headers: { "api-key": "k" } },
      claims: { name: "Sample Person", number: "S-1001" },
      pin: { value: "1234", length: 4 },
      expirationDate: "2027-01-01T00:00:00Z",
    },
    signRaw: rawSigning,
    sign: rawSigning,
    onboardIssuer: {
      key: { backend: "jwk", keyType: "P-256", name: "n" },
      did: { method: "key", config: { useJwkJcsPub: true } },
    },
    issueJwt: document,
    issueSdJwt: sdDocument,
    issueMdoc: {
      issuerKey: { type: "jwk", jwk },
      credentialConfigurationId: "org.iso.18013.5.1.mDL",
      mdocData: { "org.iso.18013.5.1": { family_name: "n", driving_privileges: [{ vehicle_category_code: "A" }] } },
      mdocStatus: { status_list: { idx: 1, uri: "https://example.org/l" } },
      mdocValidityDays: 5,
    },
    issueJwtBatch: [document, document],
    issueSdJwtBatch: [sdDocument, document],
    issueMdocBatch: [sdDocument],
    issue: document,
    batchIssue: [document, document],
    onboardIaca: {
      certificateData: {
        country: "US",
        commonName: "n",
        stateOrProvinceName: "n",
        organizationName: "n",
        notBefore: "2026-01-01T00:00:00Z",
        notAfter: "2027-01-01T00:00:00Z",
        issuerAlternativeNameConf: { uri: "https://iaca.example.org", email: "n@example.org" },
        crlDistributionPointUri: "https://iaca.example.org/crl",
      },
      ecKeyGenRequestParams: { backend: "jwk", keyType: "secp256r1", config: {} },
    },
    onboardDocumentSigner: {
      iacaSigner: { iacaKey: { type: "jwk", id: "n" }, iacaPem: "n" },
      certificateData: {
        country: "US",
        commonName: "n",
        localityName: "n",
        crlDistributionPointUri: "https://iaca.example.org/crl",
        issuerEmailAddress: "n@example.org",
        issuerUri: "https://iaca.example.org",
      },
      ecKeyGenRequestParams: { backend: "jwk", keyType: "secp256r1" },
    },
    credential: { credential_configuration_id: "Staff+badge_jwt_vc_json", proofs: { jwt: ["a.b.c"] } },
    notification: { notification_id: "n", event: "credential_accepted", event_description: "d" },
  };
});

const oddText = fc.oneof(
  fc.constantFrom("", " ", "\u0000", "a\u0000b", "\ud800", "%00", "../..", "__proto__", "' OR 1=1 --", "\r\nx: y"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const oddValue = fc.oneof(oddText, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1e308, -1, 2 ** 53, [], {}, null));

type Place = readonly [holder: Record<string, unknown>, name: string];

/** Every place in a value where something stands, the whole of it first. */
function placesIn(holder: object): Place[] {
  return Object.entries(holder).flatMap(([name, member]) => [
    [holder as Record<string, unknown>, name] as const,
    ...(typeof member === "object" && member !== null ? placesIn(member) : []),
  ]);
}

/** The sample with the value at one of its places replaced: what is nearly right goes deepest. */
function changed(sample: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone({ body: sample });
  const places = placesIn(copy);
  const [holder, name] = places[at % places.length] ?? [];
  if (holder && name) holder[name] = value;
  return copy.body;
}

/** What a URL can hold. */
const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, "?");

const oddRequest = fc.record({
  at: fc.nat(),
  value: oddValue,
  changeBody: fc.boolean(),
  odd: oddText,
  oddParam: fc.nat({ max: 5 }),
  query: fc.oneof(
    fc.constantFrom("", "?top=1&skiptoken=a", "?filter=indexclaimhash%20eq%20x", "?filter=%00", "?top=-1"),
    fc.base64String({ maxLength: 60 }).map((text) => `?skiptoken=${encodeURIComponent(text)}`),
    oddText.map((text) => `?filter=${encodeURIComponent(whole(text))}`),
    fc.constant(null),
  ),
  oddHeaders: fc.boolean(),
  token: fc.constantFrom("right", "right", "right", "wrong", "none"),
});

/** An operation as its document tells a client of it. */
interface Documented {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

const documents = [...apiDescriptions.keys()].map((api) => {
  const paths = apiDocument(api, ORIGIN)?.paths as Record<string, Record<string, Documented>>;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ path, method: method.toUpperCase(), ...one })),
  );
  return { api, operations };
});

/** What a header can hold. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");

describe.each(documents)("what /openapi/$api.json tells of", ({ api, operations }) => {
  test("says what comes of every operation", () => {
    for (const { responses } of operations) {
      const statuses = Object.keys(responses).map(Number);
      expect(statuses.filter((status) => status >= 200 && status < 300)).toHaveLength(1);
      expect(statuses).not.toContain(500);
      expect(statuses.every((status) => status >= 200)).toBe(true);
    }
  });

  test.each(operations)(
    "$operationId: whatever comes is answered as declared (I15, Z3)",
    async ({ operationId: name, path, method, parameters, requestBody, responses }) => {
      const handler = (await routeModule(path))?.[method] as Handler | undefined;
      if (!handler) throw new Error(`No route file answers ${method} ${path}.`);
      const named = (place: string) => parameters.filter((one) => one.in === place).map((one) => one.name);
      const [type = "application/json"] = Object.keys(requestBody?.content ?? {});
      const declared = Object.keys(responses).map(Number);
      const rightToken =
        name === "optOut" ? leavingToken : api === "admin" || api === "issuer" ? adminToken : walletToken;
      await fc.assert(
        fc.asyncProperty(oddRequest, async (given) => {
          const { at, value, changeBody, odd, oddParam, query, oddHeaders, token } = given;
          const right = method === "DELETE" ? expendable : known;
          const params = Object.fromEntries(
            named("path").map((param, index) => [param, index === oddParam ? odd : (right[param] ?? odd)]),
          );
          const target = path.replace(/\{(\w+)\}/g, (_, param) => encodeURIComponent(whole(params[param] ?? "")));
          const asked =
            query ??
            `?${named("query")
              .map((param) => `${param}=${encodeURIComponent(whole(odd))}`)
              .join("&")}`;
          const body = changeBody && samples[name] ? changed(samples[name], at, value) : value;
          const request = new Request(`${ORIGIN}${target}${asked}`, {
            method,
            headers: {
              ...(oddHeaders && Object.fromEntries(named("header").map((header) => [header, headerText(odd)]))),
              ...(token !== "none" && { authorization: `Bearer ${token === "right" ? rightToken : "wrong"}` }),
              "content-type": type,
            },
            ...(method !== "GET" && { body: type === "application/json" ? JSON.stringify(body) : formOf(odd, value) }),
          });
          const answer = await handler(request, { params: Promise.resolve(params) });
          expect(declared).toContain(answer.status);
          const text = await answer.text();
          if (answer.status >= 400) expect(JSON.parse(text)).toHaveProperty(api === "issuer" ? "exception" : "error");
        }),
        { numRuns: RUNS },
      );
    },
  );
});

test("text that no database takes is a 400 at every place of every body (I15, L1)", async () => {
  const operations = [...apiDescriptions].flatMap(([api, one]) =>
    Object.entries(one.operations).map(([name, operation]) => ({ api, name, operation })),
  );
  for (const { api, name, operation } of operations) {
    const handler = (await routeModule(operation.path))?.[operation.method] as Handler | undefined;
    if (!handler || !samples[name]) continue;
    for (let at = 1; at < placesIn({ body: samples[name] }).length; at++) {
      for (const broken of ["a\u0000b", "\ud800"]) {
        const request = new Request(`https://portal.example.org/oid4vci/${known.authorityId}`, {
          method: operation.method,
          headers: {
            authorization: `Bearer ${api === "admin" || api === "issuer" ? adminToken : walletToken}`,
            "content-type": "application/json",
          },
          body: JSON.stringify(changed(samples[name], at, broken)),
        });
        const answer = await handler(request, { params: Promise.resolve(known) });
        expect({ name, at, status: answer.status, text: await answer.text() }).toMatchObject({ name, at, status: 400 });
      }
    }
  }
});

const formOf = (code: string, value: unknown): string =>
  new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:pre-authorized_code",
    "pre-authorized_code": code,
    // Not as a text: an object may have a toString that is none.
    tx_code: typeof value === "object" ? JSON.stringify(value) : String(value),
    authorization_details: JSON.stringify(value),
  }).toString();
