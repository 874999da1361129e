import { beforeAll, expect, test, vi } from "vitest";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { codeIn, form, get, preAuthorized } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
});

const ids = ["VerifiableId_jwt_vc_json", "OpenBadgeCredential_vc+sd-jwt", "VerifiableId_jwt_vc_json"];

/** An offer of three credentials of two configurations, in OpenID4VCI 1.0. */
async function offered() {
  const client = await IssuerClient.make(platform);
  const requests = ids.map((credentialConfigurationId, at) => ({
    credentialConfigurationId,
    standardVersion: "V1",
    credentialData: { name: `Sample ${at}`, type: ["VerifiableCredential"] },
  }));
  const wallet = await OfferWallet.of(platform, await client.offer(requests));
  const answer = await get(wallet.reference.pathname);
  return { wallet, base: new URL(answer.body.credential_issuer).pathname, code: codeIn(answer) };
}

const details = (asked: readonly object[]) => ({
  authorization_details: JSON.stringify(asked.map((one) => ({ type: "openid_credential", ...one }))),
});

test("a wallet may ask for several configurations of its offer, and each of their credentials has a name (OpenID4VCI 1.0, section 6.2)", async () => {
  const { wallet, base, code } = await offered();
  const asked = details(ids.map((id) => ({ credential_configuration_id: id, locations: ["https://x.example.org"] })));
  const { status, body } = await form(`${base}/token`, preAuthorized(code, asked));
  expect([status, body.authorization_details]).toEqual([
    200,
    [
      {
        type: "openid_credential",
        credential_configuration_id: ids[0],
        credential_identifiers: [expect.any(String), expect.any(String)],
      },
      { type: "openid_credential", credential_configuration_id: ids[1], credential_identifiers: [expect.any(String)] },
    ],
  ]);
  const names: string[] = body.authorization_details.flatMap(
    (one: { credential_identifiers: string[] }) => one.credential_identifiers,
  );
  expect(new Set(names).size).toBe(3);
  for (const name of names) {
    const { body: nonce } = await call("POST", `${base}/nonce`);
    const jwt = await wallet.proof(`https://portal.example.org${base}`, nonce.c_nonce);
    const request = { credential_identifier: name, proofs: { jwt: [jwt] } };
    const given = await call("POST", `${base}/credential`, { token: body.access_token, body: request });
    expect([given.status, given.body.credentials?.length]).toEqual([200, 1]);
  }
});

test("one that is not in the offer, among others that are, gets no token and costs the code nothing", async () => {
  const { base, code } = await offered();
  const asked = [{ credential_configuration_id: ids[0] }, { credential_configuration_id: "VerifiableId_jwt_vc" }];
  const refused = await form(`${base}/token`, preAuthorized(code, details(asked)));
  expect([refused.status, refused.body.error]).toEqual([400, "invalid_request"]);
  expect((await form(`${base}/token`, preAuthorized(code))).status).toBe(200);
});
