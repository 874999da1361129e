import { compactVerify, importJWK } from "jose";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type RegistrarFault, startDidRegistrar } from "@/e2e/support/did-registrar.mjs";
import { createEgress } from "@/lib/egress/egress";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { claimed, IssuerClient } from "@/lib/testing/issuer-api";
import { exampleBadge } from "@/lib/testing/issuer-requests";
import { accessKeyOf, kmsAccounts, testKms } from "@/lib/testing/kms";

/** Issuers whose DID is on a ledger, by way of a registrar that takes no registration but a signed one. */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const [account] = kmsAccounts;
const NOBODY = "127.0.0.1:1";
const kms = await testKms({ accounts: [account] });
const registrar = await startDidRegistrar();
const egress = createEgress({ allow: [new URL(registrar.url).host, NOBODY] });
const platform = await testPlatform({ egress, didRegistrarUrl: registrar.url });
shared.platform = platform;
const token = await tokenFor(platform, { role: "owner" });

const setRegistrar = (didRegistrarUrl: string | null) => Object.assign(platform, { didRegistrarUrl });

beforeEach(() => {
  setRegistrar(registrar.url);
  Object.assign(registrar.switches, { fault: "none", listed: false, waits: 0 });
  registrar.requests.length = 0;
  kms.requests.length = 0;
});
afterAll(() => registrar.stop());

const local = { backend: "jwk", keyType: "Ed25519" };
const inKms = {
  backend: "aws",
  keyType: "Ed25519",
  config: { auth: { ...accessKeyOf(account), region: "eu-central-1" } },
};
const did = { method: "cheqd", config: { network: "testnet" } };

const onboard = (key: object) => call("POST", "/onboard/issuer", { token, body: { key, did } });
const signed = () => platform.prisma.auditEvent.count({ where: { action: "did.registration_signed" } });
const asked = (operation: string) => kms.requests.filter((request) => request.operation === operation);

describe.each([
  ["a local key", local],
  ["a key in AWS KMS", inKms],
])("%s", (_name, key) => {
  test("signs its registration, then a wallet's credential that the ledger's document verifies", async () => {
    const client = await IssuerClient.make(platform, { key, did });
    const { issuerDid } = client.onboarded;
    const document = registrar.ledger.get(issuerDid);
    const { credential, header, claims } = await claimed(platform, client, exampleBadge());

    expect(issuerDid).toMatch(/^did:cheqd:testnet:[0-9a-f-]{36}$/);
    expect(document).toMatchObject({ id: issuerDid, assertionMethod: [`${issuerDid}#key-1`] });
    expect(header).toMatchObject({ alg: "EdDSA", kid: `${issuerDid}#key-1` });
    expect(claims).toMatchObject({ iss: issuerDid, vc: { issuer: { id: issuerDid } } });
    const method = document?.verificationMethod.find(({ id }) => id === header.kid);
    await expect(
      compactVerify(credential, await importJWK(method?.publicKeyJwk ?? {}, "EdDSA")),
    ).resolves.toBeDefined();
    expect(asked("Sign")).toHaveLength(key === inKms ? 2 : 0);
    expect(JSON.stringify(registrar.requests)).not.toMatch(/"d":|canary/);
  });

  test("signs for a registrar that asks by a list", async () => {
    registrar.switches.listed = true;
    const { status, body } = await onboard(key);
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(registrar.ledger.has(body.issuerDid)).toBe(true);
  });

  test("waits for a slow ledger, ever longer", async () => {
    registrar.switches.waits = 8;
    const began = platform.now().getTime();
    const { status, body } = await onboard(key);
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(registrar.ledger.has(body.issuerDid)).toBe(true);
    expect(registrar.requests).toHaveLength(10);
    expect(platform.now().getTime() - began).toBe(500 + 1000 + 2000 + 5 * 4000);
  });

  /** What the portal has, and whether the backend still has a key that nobody uses. */
  async function kept() {
    const { signingKey, authority, authorityKey } = platform.prisma;
    return [
      await signingKey.count({ where: { state: { in: ["creating", "enabled", "disabled"] } } }),
      await authority.count(),
      await authorityKey.count(),
      asked("CreateKey").length - asked("ScheduleKeyDeletion").length,
    ];
  }

  test.each<[string, RegistrarFault, number]>([
    ["the ledger says no", "failed", 0],
    ["the registrar is broken", "broken", 0],
    ["it answers with a page", "notJson", 0],
    ["it answers with nonsense", "nonsense", 0],
    ["it names nothing to sign", "nothingToSign", 0],
    ["it wants a signature by another key", "otherKey", 0],
    ["it wants a token signed", "token", 0],
    ["another DID comes back", "otherDid", 1],
    ["another key's document comes back", "otherDocument", 1],
    ["it never comes to an end", "endless", 10],
    ["its ledger never decides", "endlessWait", 1],
  ])("is gone again when %s (I14)", async (_case, fault, signatures) => {
    const [before, signedBefore] = [await kept(), await signed()];
    registrar.switches.fault = fault;
    const { status, headers, body, text } = await onboard(key);
    expect(status, text).toBe(503);
    expect(body.message).toBe("The DID registrar did not register the DID: try again later.");
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await kept()).toEqual(before);
    expect((await signed()) - signedBefore).toBe(signatures);
  });

  test("is gone again when nobody answers (I14)", async () => {
    const before = await kept();
    setRegistrar(`http://${NOBODY}`);
    expect((await onboard(key)).status).toBe(503);
    expect(await kept()).toEqual(before);
  });

  test("is not even made where no registrar is set, and the 400 names the setting", async () => {
    const before = await kept();
    setRegistrar(null);
    const { status, body } = await onboard(key);
    expect(status).toBe(400);
    expect(body.message).toMatch(/^Unsupported DID method: cheqd\b.*DID_REGISTRAR_URL/);
    expect(body.details.fields["did.method"]).toContain("DID_REGISTRAR_URL");
    expect([await kept(), kms.requests, registrar.requests]).toEqual([before, [], []]);
  });
});
