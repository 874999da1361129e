import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startDidRegistrar } from "@/e2e/support/did-registrar.mjs";
import { createEgress } from "@/lib/egress/egress";
import { onboardIssuer } from "@/lib/issuer/onboard-issuer";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let registrar: Awaited<ReturnType<typeof startDidRegistrar>>;
let token: string;

beforeAll(async () => {
  registrar = await startDidRegistrar();
  const egress = createEgress({ allow: [new URL(registrar.url).host] });
  shared.platform = await testPlatform({ egress, didRegistrarUrl: registrar.url });
  token = await tokenFor(shared.platform, { role: "owner" });
});
afterAll(() => registrar.stop());

const onboard = (key: object = {}, config: object = {}) =>
  call("POST", "/onboard/issuer", { token, body: { key, did: { method: "cheqd", config } } });
const usable = () => shared.platform.prisma.signingKey.count({ where: { state: { in: ["creating", "enabled"] } } });

test("our key signs its own registration, and the DID is an issuer's", async () => {
  const { status, body } = await onboard({ name: "On a ledger" }, { network: "mainnet" });
  expect({ status, body }).toMatchObject({ status: 200, body: { issuerKey: { type: "jwk" } } });
  expect(body.issuerDid).toMatch(/^did:cheqd:mainnet:[0-9a-f-]{36}$/);
  const issuer = await resolveIssuer(await testCtx(shared.platform), body);
  expect(issuer).toMatchObject({ did: body.issuerDid, name: "On a ledger" });
  expect(issuer.signer.keyId).toBe(`${body.issuerDid}#key-1`);
  expect(JSON.stringify(registrar.requests)).not.toMatch(/"d":/);
});

test("other keys are refused before anything is made, and so is a network that is none", async () => {
  const before = await usable();
  expect((await onboard({ keyType: "secp256r1" })).status).toBe(400);
  expect((await onboard({}, { network: "x" })).status).toBe(400);
  expect(await usable()).toBe(before);
});

test("without a registrar the setting is named", async () => {
  const ctx = { ...(await testCtx(shared.platform)), didRegistrarUrl: null };
  const refused = onboardIssuer(ctx, { did: { method: "cheqd" } });
  await expect(refused).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringMatching(/^Unsupported DID method: cheqd.*DID_REGISTRAR_URL/),
  });
});
