import { beforeAll, describe, expect, test, vi } from "vitest";
import { refusal } from "@/lib/apis/admin/envelope";
import { apiDescriptions } from "@/lib/apis/descriptions";
import { Problem, type ProblemCode, problems } from "@/lib/kernel/errors";
import { call, routeModule, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const BASE = "/v1.0/verifiableCredentials";
const authorities = `${BASE}/authorities`;
let token: string;

beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
  await call("POST", `${BASE}/onboard`, { token });
});

/** Section 3.2 of the reference, as far as we use it. */
const outerCodes: Record<number, string> = {
  400: "badRequest",
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  405: "methodNotAllowed",
  409: "conflict",
  412: "preconditionFailed",
  413: "payloadTooLarge",
  415: "unsupportedMediaType",
  422: "unprocessableEntity",
  429: "tooManyRequests",
  500: "internalServerError",
  503: "serviceUnavailable",
};

/** Codes that the reference names stand outside, alone (section 3.1, form A). */
const named: Partial<Record<ProblemCode, string>> = {
  domain_not_linked: "wellKnownConfigDomainDoesNotExistInIssuer",
  key_deletion_failed: "deleteIssuerSuccessfulButKeyDeletionFailed",
};

/** Sections 3.3 and 3.5. */
const inner: Partial<Record<ProblemCode, string>> = {
  invalid_request: "badOrMissingField",
  callback_unreachable: "badOrMissingField",
  unauthorized: "tokenError",
  not_found: "notFound",
  contract_name_not_unique: "contractNameNotUnique",
  multiple_indexed_claims: "multipleIndexedClaims",
  tenant_not_onboarded: "tenantNotOnboarded",
  did_method_not_supported: "didMethodNotSupported",
  did_configuration_unreachable: "wellKnownConfigNotReachable",
  did_configuration_invalid: "wellKnownConfigInvalid",
  filter_not_supported: "filterNotSupported",
  validity_override_not_enabled: "allowOverrideValidityNotEnabled",
  key_provider_unavailable: "transientError",
  key_provider_refused: "transientError",
  too_many_requests: "transientError",
  unavailable: "transientError",
  idempotency_key_reused: "idempotencyKeyReused",
  request_in_progress: "requestInProgress",
};

/** Sections 3.1 and 3.4: a key store's fault is told within, by the name that clients know. */
const dependencyFault = { code: "DependencyFailure", message: expect.stringMatching(/key (vault|store)/i) };
const nested: Partial<Record<ProblemCode, object>> = {
  key_provider_unavailable: dependencyFault,
  key_provider_refused: dependencyFault,
};

describe.each(Object.entries(problems) as [ProblemCode, number][])("a refusal for %s", (code, status) => {
  const problem = new Problem(code, "What is wrong.", { fields: { "rules.vc": "What is wrong." } });

  test("is worded as the reference says (sections 3.1 to 3.5)", async () => {
    const answer = refusal(problem, "3f0c6f0a-0000-4000-8000-000000000000", new Request("https://portal.example.org/"));
    const { requestId, date, mscv, error, ...rest } = await answer.json();

    expect(answer.status).toBe(status);
    expect(rest).toEqual({});
    expect(requestId).toBe("3f0c6f0a-0000-4000-8000-000000000000");
    expect(new Date(date).toUTCString()).toBe(date);
    expect(mscv).toMatch(/^[A-Za-z0-9+/]{16}\.0$/);
    if (named[code]) expect(error).toEqual({ code: named[code], message: "What is wrong." });
    else {
      const innererror = {
        code: inner[code] ?? expect.stringMatching(/^[a-z]+([A-Z][a-z]+)*$/),
        message: code === "invalid_request" ? "rules.vc: What is wrong." : "What is wrong.",
        target: "rules.vc",
        ...(nested[code] && { innererror: nested[code] }),
      };
      expect(error).toEqual({ code: outerCodes[status], message: expect.stringMatching(/\.$/), innererror });
    }
  });

  test("says when to try again where that may help, and only there", () => {
    const answer = refusal(problem, "r", new Request("https://portal.example.org/"));
    expect(answer.headers.has("retry-after")).toBe(status === 503 || status === 429);
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
  });
});

describe("the correlation vector", () => {
  const vectorOf = async (sent?: string) => {
    const answer = await call("GET", authorities, { token, ...(sent && { headers: { "ms-cv": sent } }) });
    const refused = await call("GET", `${authorities}/none`, { token, ...(sent && { headers: { "ms-cv": sent } }) });
    expect(refused.body.mscv).toBe(refused.headers.get("ms-cv"));
    return answer.headers.get("ms-cv");
  };

  test("that a client began is carried on", async () => {
    expect(await vectorOf("QbBLwF7XAp0dt4Lw.1")).toBe("QbBLwF7XAp0dt4Lw.1.0");
    expect(await vectorOf("PmvzQKgYek6Sdk/T5sWaqw.1.3")).toBe("PmvzQKgYek6Sdk/T5sWaqw.1.3.0");
  });

  test.each([undefined, "short.1", "QbBLwF7XAp0dt4Lw", `QbBLwF7XAp0dt4Lw${".1".repeat(40)}`, "<script>alert(1).1"])(
    "is a new one where %s came",
    async (sent) => {
      expect(await vectorOf(sent)).toMatch(/^[A-Za-z0-9+/]{16}\.0$/);
    },
  );
});

describe("what a client sends besides", () => {
  test.each(["application/json", "text/html", "*/*", "application/xml;q=0.9", ""])(
    "Accept: %j gets JSON all the same",
    async (accept) => {
      const { status, headers } = await call("GET", authorities, { token, headers: { accept } });
      expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    },
  );

  test("a body is not looked at where none is due (section 1)", async () => {
    const stray: [string, string | undefined][] = [
      ['""', "application/json"],
      ["{}", "application/json"],
      ['{"stray":[1]}', "application/json"],
      ["{", "text/plain"],
      ["grant_type=x", "application/x-www-form-urlencoded"],
    ];
    for (const [body, type] of stray) {
      const answer = await call("POST", `${BASE}/onboard`, { token, body, headers: { "content-type": type ?? "" } });
      expect(answer.status).toBe(201);
    }
  });

  test.each([
    ["application/json", 201],
    ["application/json; charset=utf-8", 201],
    ['Application/JSON;charset="UTF-8"', 201],
    ["application/json; charset=iso-8859-1", 415],
    ["application/merge-patch+json", 415],
    ["text/json", 415],
    ["multipart/form-data", 415],
    ["", 415],
  ])("a body as %j is answered %d", async (type, status) => {
    const linkedDomainUrl = `https://${status}-${Math.floor(performance.now() * 1000)}.example.org/`;
    const body = { name: "Contoso", linkedDomainUrl, didMethod: "web" };
    const answer = await call("POST", authorities, { token, body, headers: { "content-type": type } });
    expect(answer.status).toBe(status);
    if (status === 415) expect(answer.body.error.code).toBe("unsupportedMediaType");
  });

  test("a body may begin with the mark that Windows editors put before UTF-8", async () => {
    const body = JSON.stringify({ name: "Contoso", linkedDomainUrl: "https://mark.example.org/", didMethod: "web" });
    const headers = { "content-type": "application/json" };
    expect((await call("POST", authorities, { token, body: `\ufeff${body}`, headers })).status).toBe(201);
  });

  test("no origin of a browser is let in: these APIs are for programs that hold a token", async () => {
    const { headers } = await call("GET", authorities, { token, headers: { origin: "https://app.example.org" } });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

test("what is not there is a 404 in the same envelope, token or none, by any method", async () => {
  for (const root of ["/v1.0/[...path]", "/beta/[...path]"]) {
    const module = await routeModule(root);
    expect(module?.hot).toBe(true);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const handler = module?.[method] as (request: Request) => Promise<Response>;
      const answer = await handler(new Request("https://portal.example.org/v1.0/verifiableCredentials/x", { method }));
      const body = await answer.json();
      expect([answer.status, body.error.code, body.error.innererror.code]).toEqual([404, "notFound", "notFound"]);
      expect(answer.headers.get("request-id")).toBe(body.requestId);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  }
});

test("every operation can refuse a method that its address lacks, in the same envelope", async () => {
  for (const { method, path } of Object.values(apiDescriptions.get("admin")?.operations ?? {})) {
    const route = (await routeModule(path))?.[method] as import("@/lib/http/route").ApiRoute;
    const answer = route.refuseMethod(new Request("https://portal.example.org/"), "GET, HEAD, OPTIONS");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect((await answer.json()).error.code).toBe("methodNotAllowed");
  }
});
