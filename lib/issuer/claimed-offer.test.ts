import { getListFromStatusListJWT } from "@sd-jwt/jwt-status-list";
import { compactVerify, decodeJwt, importJWK } from "jose";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { badgeContent } from "@/lib/apis/issuer/examples";
import type { Ctx } from "@/lib/context";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { publishStatusList } from "@/lib/status-list/publish";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claimed as claimedBy, IssuerClient } from "@/lib/testing/issuer-api";
import { exampleBadge, exampleIdentity } from "@/lib/testing/issuer-requests";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let client: IssuerClient;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  client = await IssuerClient.make(shared.platform);
});

/** The credential of an offer, and the row that is kept of it. */
async function claimed(request: object) {
  const one = await claimedBy(shared.platform, client, request);
  const { sessionId } = one.wallet;
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  return { ...one, row };
}

test("the seed's example gives an offer whose credential is mapped at the claim, found, revoked and seen revoked (I1, I5)", async () => {
  const { issuerDid } = client.onboarded;
  const { credential, header, row } = await claimed(exampleBadge());
  const { payload } = await compactVerify(credential, await importJWK(jwkOfDidJwk(issuerDid) ?? {}, "ES256"));
  const claims = JSON.parse(new TextDecoder().decode(payload));
  expect(header).toMatchObject({ typ: "JWT", kid: `${issuerDid}#0` });
  expect(claims.vc).toMatchObject({
    name: badgeContent.credentialData.name,
    issuer: { ...badgeContent.credentialData.issuer, id: issuerDid },
    credentialSubject: { type: ["AchievementSubject"], id: claims.sub },
    issuanceDate: "2026-03-01T10:20:30.000Z",
    expirationDate: "2027-03-01T10:20:30.000Z",
  });
  expect(claims).toMatchObject({ iss: issuerDid, jti: claims.vc.id, exp: claims.nbf + 31_536_000 });
  expect(claims.jti).toMatch(/^urn:uuid:/);

  expect(row).toMatchObject({
    state: "issued",
    foreignStatus: false,
    statusIndex: Number(claims.vc.credentialStatus.statusListIndex),
  });
  expect(row.validUntil.toISOString()).toBe("2027-03-01T10:20:30.000Z");
  const statusNow = async () => {
    const list = await publishStatusList(ctx, row.statusListId, "token");
    return getListFromStatusListJWT(String(list?.body ?? "")).getStatus(row.statusIndex);
  };
  expect(claims.vc.credentialStatus.statusListCredential).toContain(row.statusListId);
  expect(await statusNow()).toBe(0);
  await revokeCredential(ctx, { contractId: row.contractId, credentialId: row.id });
  expect(await statusNow()).toBe(1);
});

test("an SD-JWT VC has its configuration's type whatever the request says, and the mapped times only", async () => {
  const { claims } = await claimed(exampleIdentity({ vct: "https://example.org/other" }));
  expect(claims).toMatchObject({ given_name: "Sample", iat: 1_772_360_430, exp: 1_803_896_430 });
  expect(claims.iss).toBe(client.onboarded.issuerDid);
  expect(claims.vct).toBe("https://portal.example.org/draft13/identity_credential");
  expect(claims).not.toHaveProperty("nbf");
  expect(claims).not.toHaveProperty("birthdate");
  expect(claims).toHaveProperty("status.status_list");
  const custom = await claimed(exampleIdentity({ credentialConfigurationId: "my_custom_vct_vc+sd-jwt" }));
  expect(custom.claims.vct).toBe("https://example.com/my_custom_vct");
});

test("without an issuerDid an SD-JWT VC names the credential issuer's address", async () => {
  const { claims, row } = await claimed(exampleIdentity({ issuerDid: undefined }));
  expect(claims.iss).toBe(`https://portal.example.org/oid4vci/${row.authorityId}`);
});

describe("status", () => {
  test.each([
    ["the caller's own", { id: "https://example.org/list#7", type: "BitstringStatusListEntry" }],
    ["none", null],
  ])(
    "%s is signed in the place of ours, and the row says so; an index is burnt all the same (I4)",
    async (_, status) => {
      const { credential, row } = await claimed(exampleBadge({ credentialStatus: status }));
      const { vc } = decodeJwt<{ vc: { credentialStatus?: unknown } }>(credential);
      expect(vc.credentialStatus ?? null).toEqual(status);
      expect(row.foreignStatus).toBe(true);
      expect(row.statusIndex).toBeGreaterThanOrEqual(0);
    },
  );

  test("an SD-JWT VC brings its own in sdJwtCredentialClaims", async () => {
    const status = { status_list: { idx: 9, uri: "https://example.org/list" } };
    const { claims } = await claimed(exampleIdentity({ sdJwtCredentialClaims: { status, extra: true } }));
    expect(claims).toMatchObject({ status, extra: true });
    expect((await claimed(exampleIdentity({ credentialStatus: null }))).claims).not.toHaveProperty("status");
  });
});
