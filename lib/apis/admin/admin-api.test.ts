import { beforeAll, expect, test, vi } from "vitest";
import {
  ADMIN_BASE,
  type AdminClient,
  adminClient,
  authorityBody,
  call,
  GUID,
  tokenFor,
} from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let token: string;
let api: AdminClient;

beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
  api = adminClient(token);
});

test("onboarding answers 201 with the same object each time (section 5)", async () => {
  const first = await api.post("/onboard");
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id: GUID,
    verifiableCredentialServicePrincipalId: GUID,
    verifiableCredentialRequestServicePrincipalId: GUID,
    verifiableCredentialAdminServicePrincipalId: GUID,
    status: "Enabled",
  });
  const again = await api.post("/onboard", "stray");
  expect([again.status, again.body]).toEqual([201, first.body]);
});

test("each application permission opens its own doors only (section 2.3)", async () => {
  const may = async (permission: string, method: string, path: string, body?: unknown) => {
    const app = await tokenFor(shared.platform, { permissions: [`VerifiableCredential.${permission}`] });
    const asked = { token: app, ...(body !== undefined && { body }) };
    return (await call(method, `${ADMIN_BASE}${path}`, asked)).status !== 403;
  };
  const { body } = await api.post("/authorities", authorityBody("by-owner.example.org"));
  const contracts = `/authorities/${body.id}/contracts`;
  expect(await may("Authority.ReadWrite", "POST", "/authorities", authorityBody("by-app.example.org"))).toBe(true);
  expect(await may("Authority.Read", "POST", "/authorities", authorityBody("no.example.org"))).toBe(false);
  expect(await may("Authority.Read", "GET", "/authorities")).toBe(true);
  expect(await may("Contract.Read", "GET", contracts)).toBe(true);
  expect(await may("Contract.Read", "POST", contracts, sampleContract({ name: "no" }))).toBe(false);
  expect(await may("Contract.ReadWrite", "POST", contracts, sampleContract({ name: "By app" }))).toBe(true);
  expect(await may("Contract.ReadWrite", "GET", "/authorities")).toBe(false);
  expect(await may("Authority.ReadWrite", "POST", "/onboard")).toBe(false);
});

test("a reader reads and changes nothing (section 2.1)", async () => {
  const reader = await tokenFor(shared.platform, { role: "reader" });
  expect((await call("GET", `${ADMIN_BASE}/authorities`, { token: reader })).status).toBe(200);
  const made = await call("POST", `${ADMIN_BASE}/authorities`, {
    token: reader,
    body: authorityBody("reader.example.org"),
  });
  expect(made.status).toBe(403);
});
