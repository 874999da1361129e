import { beforeAll, expect, test, vi } from "vitest";
import { ADMIN_BASE, call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [], issuerApiOpen: true }) }));

beforeAll(async () => {
  shared.platform = await testPlatform();
});

test("where the operator opened the Issuer API, its clients send no token: they onboard, sign and issue", async () => {
  const { status, body } = await call("POST", "/onboard/issuer", { body: {} });
  expect(status).toBe(200);
  const credentialData = { type: ["VerifiableCredential", "BankId"] };
  const signed = await call("POST", "/raw/jwt/sign", {
    body: { ...body, subjectDid: "did:example:a", credentialData },
  });
  expect(signed.status).toBe(200);
  const offered = await call("POST", "/openid4vc/jwt/issue", { body: { ...body, credentialData } });
  expect(offered.text).toMatch(/^openid-credential-offer:/);
  const sent = { type: "jwk", jwk: { kty: "OKP", crv: "Ed25519", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" } };
  const jwk = { ...sent.jwk, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
  const imported = await call("POST", "/openid4vc/jwt/issue", {
    body: { issuerKey: { ...sent, jwk }, credentialData },
  });
  expect(imported.status).toBe(200);
});

test("it is open for nothing else, and a token that is sent must be good", async () => {
  expect((await call("GET", `${ADMIN_BASE}/authorities`)).status).toBe(401);
  expect((await call("POST", "/onboard/issuer", { token: "none", body: {} })).status).toBe(401);
  const token = await tokenFor(shared.platform, { role: "reader" });
  expect((await call("POST", "/onboard/issuer", { token, body: {} })).status).toBe(403);
});
