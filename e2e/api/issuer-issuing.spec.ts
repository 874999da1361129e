import { expect, test } from "@playwright/test";
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv } from "@/e2e/support/issuing-setup";
import { defaultAccount, defaultRegion } from "@/e2e/support/kms-server/accounts.mjs";
import { type Authority, type Contract, PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { bitstringStatus } from "@/e2e/support/wallet/status";
import type { BitstringEntry } from "@/e2e/support/wallet/verify-credential";
import { claim, granted } from "@/e2e/support/wallet/wallet";
import { badgeContent } from "@/lib/apis/issuer/examples";

interface Onboarded {
  issuerKey: Record<string, unknown>;
  issuerDid: string;
}

interface Payload {
  iss: string;
  sub: string;
  jti: string;
  vc: { id: string; credentialSubject: { id: string }; credentialStatus: BitstringEntry; issuer: { id: string } };
}

let api: PortalApi;
let onboarded: Onboarded;

/** As the seed prints it, with the credentials of the test server. */
const seedKey = {
  key: {
    backend: "aws",
    keyType: "secp256r1",
    config: {
      auth: {
        accessKeyId: defaultAccount.accessKeyId,
        secretAccessKey: defaultAccount.secretAccessKey,
        region: defaultRegion,
      },
    },
  },
  did: { method: "jwk" },
};

const seedRequest = (changes: object = {}) => ({
  ...onboarded,
  ...badgeContent,
  ...changes,
});

test.beforeAll(async () => {
  const name = `issuer-api-${process.pid}`;
  api = new PortalApi(defaultServer.url, await tokenOf(defaultServerEnv, "--role", "owner", "--tenant", name));
  onboarded = granted<Onboarded>("onboarding", await api.send("POST", "/onboard/issuer", seedKey));
});

/** Issues as the seed's clients do, and gives the offer. */
async function offered(path: string, request: unknown): Promise<string> {
  const answer = await api.send("POST", path, request, { accept: "text/plain" });
  expect(answer.headers["content-type"]).toBe("text/plain; charset=UTF-8");
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.text;
}

const jwkIn = (did: string): JWK => JSON.parse(Buffer.from(did.slice("did:jwk:".length), "base64url").toString());

const issuerJwk = (): JWK => jwkIn(onboarded.issuerDid);

/** The credential by the key that its issuer's DID is, which nobody but this test took from it. */
async function verified(credential: string, holder: HolderKey): Promise<Payload> {
  const { payload } = await compactVerify(credential, await importJWK(issuerJwk(), "ES256"));
  expect(decodeProtectedHeader(credential).kid).toBe(`${onboarded.issuerDid}#0`);
  const claims = JSON.parse(new TextDecoder().decode(payload)) as Payload;
  expect(claims).toMatchObject({
    iss: onboarded.issuerDid,
    jti: claims.vc.id,
    vc: {
      name: badgeContent.credentialData.name,
      issuer: { ...badgeContent.credentialData.issuer, id: onboarded.issuerDid },
      credentialSubject: { type: ["AchievementSubject"], id: claims.sub },
    },
  });
  expect(jwkIn(claims.sub)).toMatchObject({ x: holder.publicJwk.x, y: holder.publicJwk.y });
  return claims;
}

const statusOf = ({ vc }: Payload): Promise<number> => {
  const id = `${onboarded.issuerDid}#0`;
  return bitstringStatus(vc.credentialStatus, {
    id: onboarded.issuerDid,
    verificationMethod: [{ id, controller: onboarded.issuerDid, publicKeyJwk: issuerJwk() }],
    assertionMethod: [id],
    service: [],
  });
};

/** In the portal's own API, as any other credential. */
async function revokeInPortal({ jti }: Payload): Promise<void> {
  const authorities = await api.must<{ value: Authority[] }>(200, "GET", "/authorities");
  const authority = authorities.value.find(({ didModel }) => didModel.did === onboarded.issuerDid);
  if (!authority) throw new Error("The portal has no such issuer.");
  const contracts = await api.must<{ value: Contract[] }>(200, "GET", `/authorities/${authority.id}/contracts`);
  for (const contract of contracts.value) {
    const [found] = await api.searchCredentials({ authority, contract }, jti);
    if (found) return api.revokeCredential({ authority, contract }, found.id);
  }
  throw new Error("The portal does not find the credential.");
}

test("the seed's request at its own path /issue: claimed in OpenID4VCI 1.0, found, revoked and seen revoked (I1, I5)", async () => {
  const holder = await HolderKey.make();
  const offer = await offered("/issue", seedRequest({ standardVersion: "V1" }));
  const { credential, configurationId } = await claim(offer, { key: holder });
  expect(configurationId).toBe("OpenBadgeCredential_jwt_vc_json");
  const payload = await verified(credential, holder);
  expect(await statusOf(payload)).toBe(0);
  await revokeInPortal(payload);
  expect(await statusOf(payload)).toBe(1);
});

test("people find the page at /issue, and its form's actions", async ({ request }) => {
  const page = await request.get("/issue", { maxRedirects: 0 });
  expect(page.headers().location).toContain("/signin");
  const action = await request.post("/issue", {
    headers: { "next-action": "0", origin: "https://stranger.example.org" },
  });
  expect(await action.text()).not.toContain('"exception"');
});
