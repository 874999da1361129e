import { generateKeyPairSync } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { securityObject, verifyMdoc } from "@/e2e/support/wallet/verify-mdoc";
import { findIssuer } from "@/lib/authority/signer";
import { publishedRoots } from "@/lib/certificate/published";
import type { Ctx } from "@/lib/context";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { makeNonce } from "@/lib/issuance/nonce";
import { createCredentialOffer } from "@/lib/issuer/create-credential-offer";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, codeOf, redeem } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let ctx: Ctx;
let token: string;
beforeAll(async () => {
  shared.platform = await testPlatform({ now: () => new Date() });
  ctx = await testCtx(shared.platform);
  token = await tokenFor(shared.platform, { role: "owner" });
});

const mdocData = {
  "org.iso.18013.5.1": {
    family_name: "Sample",
    birth_date: "1990-01-31",
    portrait: [-1, 216, 255],
    document_number: 123456789,
    driving_privileges: [{ vehicle_category_code: "A", issue_date: "2018-08-09" }],
  },
};

const ownKey = () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { type: "jwk", jwk: privateKey.export({ format: "jwk" }) };
};

const request = (changes: object = {}) => ({
  issuerKey: ownKey(),
  credentialConfigurationId: "org.iso.18013.5.1.mDL",
  mdocData,
  standardVersion: "V1",
  ...changes,
});

async function claimed(changes: object = {}) {
  const offer = await createCredentialOffer(ctx, { requests: [request(changes)], family: "mdoc" } as never);
  const session = await ctx.db.issuanceSession.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id: offer.id } });
  const issuer = await findIssuer(ctx, session.authorityId);
  if (!issuer) throw new Error("There is no issuer.");
  const reference = new URL(new URL(offer.offerUri).searchParams.get("credential_offer_uri") ?? "");
  const place = reference.pathname.split("/");
  const offerUri = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`${reference.origin}/x/${place.at(-2)}`)}`;
  const code = await codeOf(ctx, issuer, offerUri);
  const accessToken = await redeem(ctx, issuer, code);
  const holder = await HolderKey.make();
  const proof = await holder.proof(credentialIssuer(ctx, issuer.authorityId), makeNonce(ctx, issuer.authorityId));
  const { credentials } = await claim(ctx, issuer, accessToken, [proof]);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId: offer.id } });
  return { credential: credentials[0] ?? "", holder, row, issuer };
}

test("mdocData is signed under the issuer's own root, with an entry of our list", async () => {
  const { credential, holder, row, issuer } = await claimed({ mdocValidityDays: 30 });
  const roots = [(await publishedRoots(ctx, issuer.authorityId)) ?? ""];
  const { nameSpaces, validFrom, validUntil } = await verifyMdoc(credential, { roots, holder: holder.privateJwk });
  expect(nameSpaces["org.iso.18013.5.1"]).toMatchObject({ family_name: "Sample", document_number: 123456789 });
  expect((validUntil.getTime() - validFrom.getTime()) / 86_400_000).toBe(30);
  const status = securityObject(credential).get("status") as Map<string, Map<string, unknown>>;
  expect(status.get("status_list")?.get("idx")).toBe(row.statusIndex);
  expect(row.foreignStatus).toBe(false);
});

test("mdocStatus of the caller's own is carried instead, null leaves none, and the row tells so", async () => {
  const own = await claimed({ mdocStatus: { status_list: { idx: 7, uri: "https://status.example.org/1" } } });
  const status = securityObject(own.credential).get("status") as Map<string, Map<string, unknown>>;
  expect(status.get("status_list")?.get("idx")).toBe(7);
  expect(own.row.foreignStatus).toBe(true);
  const none = await claimed({ mdocStatus: null });
  expect(securityObject(none.credential).has("status")).toBe(false);
  expect(none.row.foreignStatus).toBe(true);
});

test("an x5Chain of the request takes the place of our certificates, and bounds the document", async () => {
  const ask = (path: string, body: object) => call("POST", `/onboard/iso-mdl/${path}`, { token, body });
  const root = await ask("iacas", {
    certificateData: {
      country: "US",
      commonName: "Root",
      issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
    },
  });
  const signer = await ask("document-signers", {
    iacaSigner: { iacaKey: root.body.iacaKey, iacaPem: root.body.certificatePEM },
    certificateData: {
      country: "US",
      commonName: "Signer",
      crlDistributionPointUri: "https://iaca.example.org/crl",
      issuerUri: "https://iaca.example.org",
      notAfter: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    },
  });
  const chain = { issuerKey: signer.body.documentSignerKey, x5Chain: [signer.body.certificatePEM] };
  const { credential, holder } = await claimed(chain);
  const roots = [root.body.certificatePEM];
  const { validUntil } = await verifyMdoc(credential, { roots, holder: holder.privateJwk });
  expect(validUntil.toISOString()).toBe(signer.body.certificateData.notAfter);
  await expect(claimed({ x5Chain: chain.x5Chain })).rejects.toMatchObject({ code: "invalid_request" });
});

test("authorizedTransactionDataTypes are the data that the device key may sign", async () => {
  const { credential } = await claimed({ authorizedTransactionDataTypes: ["org.example.payment"] });
  const deviceKeyInfo = securityObject(credential).get("deviceKeyInfo") as Map<string, Map<string, unknown>>;
  expect(deviceKeyInfo.get("keyAuthorizations")?.get("nameSpaces")).toEqual(["org.example.payment"]);
});

test.each([
  [{ mdocData: undefined }, "mdocData"],
  [{ mdocData: { "org.iso.18013.5.1": {} } }, "mdocData"],
  [{ mdocStatus: { status_list: { idx: 1, uri: "u" }, identifier_list: { id: "1", uri: "u" } } }, "mdocStatus"],
  [{ mdocStatus: {} }, "mdocStatus"],
  [{ selectiveDisclosure: { fields: { a: { sd: true } } } }, "selectiveDisclosure"],
])("%j is refused while the offer is made", async (changes, field) => {
  const { status, body } = await call("POST", "/openid4vc/mdoc/issue", { token, body: request(changes) });
  expect([status, Object.keys(body.details.fields)]).toEqual([400, [field]]);
});

test.each([
  [{ birth_date: "yesterday" }, "birth_date"],
  [{ portrait: [1, 300] }, "portrait"],
])("mdocData with %j is refused while the offer is made", async (elements, name) => {
  await expect(claimed({ mdocData: { "org.iso.18013.5.1": elements } })).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining(`org.iso.18013.5.1/${name}`),
  });
});

test("a key that no mdoc is signed with is refused while the offer is made", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const issuerKey = { type: "jwk", jwk: privateKey.export({ format: "jwk" }) };
  await expect(claimed({ issuerKey })).rejects.toMatchObject({
    message: expect.stringContaining("P-256"),
    details: { fields: { issuerKey: expect.stringContaining("EdDSA") } },
  });
});
