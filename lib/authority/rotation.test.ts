import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { addSigningKey } from "@/lib/authority/add-signing-key";
import { cancelRotation } from "@/lib/authority/cancel-rotation";
import { compareDidDocument } from "@/lib/authority/compare-did-document";
import { countKeyCredentials } from "@/lib/authority/count-key-credentials";
import { generateDidDocument } from "@/lib/authority/generate-did-document";
import { getAuthority } from "@/lib/authority/get-authority";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import type { AuthorityView } from "@/lib/authority/schema";
import { findIssuer } from "@/lib/authority/signer";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import type { DidDocument } from "@/lib/did/document";
import type { EgressResult } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { publishStatusList } from "@/lib/status-list/publish";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

const ADDRESS = "https://works.example.org/.well-known/did.json";
/** What the linked domain serves. */
let hosted: unknown;
const egress = {
  refusal: () => undefined,
  request: async (url: string): Promise<EgressResult> =>
    url === ADDRESS && hosted !== undefined
      ? { ok: true, status: 200, headers: {}, body: utf8(JSON.stringify(hosted)) }
      : { ok: false, cause: "connection refused" },
};
const platform = await testPlatform({ egress });
let count = 0;
let ctx: Awaited<ReturnType<typeof testCtx>>;
let parts: IssuingParts;
let authorityId: string;

beforeEach(async () => {
  ctx = await testCtx(platform, { tenant: `rotation-${++count}` });
  parts = await issuingParts(ctx);
  authorityId = parts.issuer.authorityId;
  hosted = await generateDidDocument(ctx, { authorityId });
});

const rotate = () => rotateSigningKey(ctx, { authorityId });
const synchronize = () => synchronizeDidDocument(ctx, { authorityId });
const generate = () => generateDidDocument(ctx, { authorityId });
const roles = ({ keys }: AuthorityView) => keys.map(({ role }) => role);
const currentKey = ({ keys }: AuthorityView) => keys.find(({ role }) => role === "current")?.signingKeyId;
const rotateAndSwitch = async () => {
  await rotate();
  hosted = await generate();
  return synchronize();
};

async function issue(): Promise<string> {
  const issuer = await findIssuer(ctx, authorityId);
  if (!issuer) throw new Error("The authority has no issuer.");
  const wallet = await TestWallet.make();
  const { accessToken } = await redeemedOffer(ctx, { issuer, contract: parts.contract });
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  return credentials[0] ?? "";
}

/** Verifies as the world would: by the DID document alone, which a `kid` must lead into. */
async function verifies(token: string, document: DidDocument): Promise<boolean> {
  const keys = document.verificationMethod.map(({ id, publicKeyJwk }) => ({
    ...publicKeyJwk,
    kid: document.id + id,
  }));
  const { kid } = decodeProtectedHeader(token);
  expect(kid).toMatch(/^did:web:works\.example\.org#[0-9a-f]{32}vcSigningKey-[0-9a-f]{5}$/);
  return jwtVerify(token, createLocalJWKSet({ keys }), { currentDate: platform.now() }).then(
    () => true,
    () => false,
  );
}

async function auditedActions(): Promise<string[]> {
  const events = await ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, targetId: authorityId } });
  return events.map(({ action }) => action);
}

describe("rotation", () => {
  test("makes a key of the same kind, which waits while the old one signs on (P5)", async () => {
    const before = await getAuthority(ctx, { authorityId });
    const after = await rotate();
    expect(after.didDocumentStatus).toBe("outOfSync");
    expect(roles(after)).toEqual(["current", "next"]);
    expect(after.keys[1]).toMatchObject({ backend: "jwk", keyType: "P-256", state: "enabled" });
    expect(currentKey(after)).toBe(currentKey(before));
    expect(await verifies(await issue(), hosted as DidDocument)).toBe(true);
  });

  test("lists the new key first, in all three arrays, and the old ones after it (section 7.2)", async () => {
    const old = await generate();
    await rotate();
    const document = await generate();
    expect(document.authentication).toHaveLength(2);
    expect(document.authentication[1]).toBe(old.authentication[0]);
    expect(document.assertionMethod).toEqual(document.authentication);
    expect(document.verificationMethod.map(({ id }) => id)).toEqual(document.authentication);
  });

  test("is not over before the served document has the new key; that is no error (section 7.5)", async () => {
    await rotate();
    for (const served of [hosted, undefined, {}, "text", null]) {
      hosted = served;
      const answer = await synchronize();
      expect(answer.didDocumentStatus).toBe("outOfSync");
      expect(roles(answer)).toEqual(["current", "next"]);
    }
    expect(await auditedActions()).toContain("authority.synchronize_refused");
    hosted = await generate();
    const switched = await synchronize();
    expect(switched.didDocumentStatus).toBe("published");
    expect(roles(switched)).toEqual(["current", "retired"]);
    expect(await auditedActions()).toContain("authority.key_switched");
  });

  test("leaves what was issued before verifiable, and new ones are signed by the new key (I8)", async () => {
    const old = await issue();
    await rotateAndSwitch();
    const young = await issue();
    const document = await generate();
    expect(decodeProtectedHeader(old).kid).not.toBe(decodeProtectedHeader(young).kid);
    expect(await verifies(old, document)).toBe(true);
    expect(await verifies(young, document)).toBe(true);
    expect(decodeProtectedHeader(young).kid).toBe(`${document.id}${document.authentication[0]}`);
  });

  test.each([
    [
      "lacks the old key while a credential needs it",
      (document: DidDocument) => ({ ...document, assertionMethod: document.assertionMethod.slice(0, 1) }),
    ],
    [
      "has another key under the new one's id",
      (document: DidDocument) => ({
        ...document,
        verificationMethod: document.verificationMethod.map((method, at) => ({
          ...method,
          publicKeyJwk: document.verificationMethod[1 - at]?.publicKeyJwk,
        })),
      }),
    ],
    ["is another DID's", (document: DidDocument) => ({ ...document, id: "did:web:other.example.org" })],
  ])("does not switch by a document that %s (P5)", async (_what, spoil) => {
    await rotate();
    hosted = spoil(await generate());
    expect((await synchronize()).didDocumentStatus).toBe("outOfSync");
    expect(await compareDidDocument(ctx, { authorityId })).toMatchObject({
      ready: false,
      differences: expect.arrayContaining([expect.objectContaining({ hinders: true })]),
    });
  });

  test("needs retired keys in the document only while live credentials were signed by them (P5)", async () => {
    const token = await issue();
    await rotateAndSwitch();
    await rotate();
    const document = await generate();
    const withoutOldest = { ...document, assertionMethod: document.assertionMethod.slice(0, 2) };
    hosted = withoutOldest;
    expect((await synchronize()).didDocumentStatus).toBe("outOfSync");
    const { jti } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    await revokeCredential(ctx, { credentialId: jti, contractId: parts.contract.id, authorityId });
    expect((await synchronize()).didDocumentStatus).toBe("published");
  });

  test("asked for again makes one more key; the newest of them is the one that comes", async () => {
    await rotate();
    const hostedTooEarly = await generate();
    const twice = await rotate();
    expect(roles(twice)).toEqual(["current", "next", "next"]);
    hosted = hostedTooEarly;
    expect((await synchronize()).didDocumentStatus).toBe("outOfSync");
    const document = await generate();
    hosted = document;
    const switched = await synchronize();
    expect(roles(switched)).toEqual(["current", "retired", "retired"]);
    expect(switched.keys[0]?.keyId).toBe(`${document.id}${document.authentication[0]}`);
    // With nothing pending there is nothing to do, whatever is served.
    hosted = undefined;
    expect((await synchronize()).didDocumentStatus).toBe("published");
  });

  test("holds ten keys and refuses the eleventh: none falls off by itself (section 7.4)", async () => {
    for (let made = 1; made < 10; made++) await rotate();
    const full = { code: "signing_key_limit_reached", message: "Maximum number of signing keys has been reached" };
    await expect(rotate()).rejects.toMatchObject(full);
    await expect(addSigningKey(ctx, { authorityId, signingKeyCurve: "P-256" })).rejects.toMatchObject(full);
    expect((await getAuthority(ctx, { authorityId })).keys).toHaveLength(10);
    const rows = await ctx.db.signingKey.count({ where: { tenantId: ctx.tenantId } });
    expect(rows).toBe(10);
  });

  test("may go to another curve, and what is signed then fits it", async () => {
    const key = await addSigningKey(ctx, { authorityId, signingKeyCurve: "P-384" });
    expect(key).toMatchObject({ keyType: "P-384", backend: "jwk", state: "enabled" });
    hosted = await generate();
    await synchronize();
    const token = await issue();
    expect(decodeProtectedHeader(token).alg).toBe("ES384");
    expect(await verifies(token, await generate())).toBe(true);
  });

  test("has status lists signed by the new key from the switch on", async () => {
    const token = await issue();
    const { status } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const listId = status.status_list.uri.split("/").at(-1);
    const kidOf = async () =>
      decodeProtectedHeader((await publishStatusList(platform, listId, "token"))?.body ?? "").kid;
    const before = await kidOf();
    await rotate();
    expect(await kidOf()).toBe(before);
    hosted = await generate();
    const switched = await synchronize();
    expect(await kidOf()).toBe(switched.keys[0]?.keyId);
    expect(await kidOf()).not.toBe(before);
  });

  test("is told apart for who mends it: what lacks, what is strange, what stands elsewhere", async () => {
    const compare = () => compareDidDocument(ctx, { authorityId });
    expect(await compare()).toMatchObject({ url: ADDRESS, differences: [], ready: false, failure: null });
    await rotate();
    const document = await generate();
    expect((await compare()).differences).toMatchObject([
      { kind: "missingKey", role: "next", hinders: true, fragment: document.authentication[0]?.slice(1) },
    ]);
    hosted = { ...document, service: [], verificationMethod: [...document.verificationMethod, { id: "#mine" }] };
    expect(await compare()).toMatchObject({
      ready: true,
      differences: [
        { kind: "missingDomain", domain: "https://works.example.org/" },
        { kind: "foreignKey", fragment: "mine" },
      ],
    });
    hosted = { ...document, alsoKnownAs: [] };
    expect((await compare()).differences).toEqual([{ kind: "elsewhere", hinders: false }]);
    hosted = undefined;
    expect(await compare()).toMatchObject({ served: null, failure: { file: "did.json" }, ready: false });
  });
});

describe("taking a rotation back", () => {
  test("removes and destroys what waits, and the old key signs as before", async () => {
    await rotate();
    const { keys } = await rotate();
    const back = await cancelRotation(ctx, { authorityId });
    expect([back.didDocumentStatus, roles(back)]).toEqual(["published", ["current"]]);
    expect((await generate()).verificationMethod).toHaveLength(1);
    const waiting = keys.filter(({ role }) => role === "next").map(({ signingKeyId }) => signingKeyId);
    const rows = await ctx.db.signingKey.findMany({ where: { tenantId: ctx.tenantId, id: { in: waiting } } });
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null });
    expect(await verifies(await issue(), await generate())).toBe(true);
    await expect(cancelRotation(ctx, { authorityId })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("removing a key", () => {
  test("wants the number of credentials that go with it, and nothing less than the truth (I8)", async () => {
    const first = currentKey(await getAuthority(ctx, { authorityId })) ?? "";
    await issue();
    await issue();
    const remove = (liveCredentials: number, signingKeyId = first) =>
      removeAuthorityKey(ctx, { authorityId, signingKeyId, liveCredentials });
    await expect(remove(2)).rejects.toMatchObject({ code: "conflict" });
    await rotate();
    const waiting = (await getAuthority(ctx, { authorityId })).keys[1]?.signingKeyId;
    await expect(remove(0, waiting)).rejects.toMatchObject({ code: "conflict" });
    hosted = await generate();
    await synchronize();
    expect(await countKeyCredentials(ctx, { authorityId })).toEqual({ [first]: 2 });
    for (const wrong of [0, 1, 3]) {
      await expect(remove(wrong)).rejects.toMatchObject({ code: "conflict", target: "liveCredentials" });
    }
    expect((await generate()).verificationMethod).toHaveLength(2);
    const left = await remove(2);
    expect(roles(left)).toEqual(["current"]);
    expect((await generate()).verificationMethod).toHaveLength(1);
    const row = await ctx.db.signingKey.findFirst({ where: { tenantId: ctx.tenantId, id: first } });
    expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null });
    await expect(remove(2)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is refused while a credential is being issued by it, and its issuing ends once it is gone (I8)", async () => {
    const stale = parts.issuer;
    await rotateAndSwitch();
    // Another process remembers the old key for a second: it still stands in the document, so that is fine.
    const wallet = await TestWallet.make();
    const { accessToken } = await redeemedOffer(ctx, parts);
    const proofs = [await wallet.proof(ctx, stale)];
    await claim(ctx, stale, accessToken, proofs);
    await ctx.db.credential.updateMany({
      where: { tenantId: ctx.tenantId },
      data: { state: "signed", issuedAt: null },
    });
    const remove = () => removeAuthorityKey(ctx, { authorityId, signingKeyId: stale.signingKeyId, liveCredentials: 1 });
    await expect(remove()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("just being") });
    await ctx.db.credential.updateMany({ where: { tenantId: ctx.tenantId }, data: { state: "issued" } });
    await remove();
    const late = await redeemedOffer(ctx, parts);
    await expect(claim(ctx, stale, late.accessToken, [await wallet.proof(ctx, stale)])).rejects.toMatchObject({
      code: "unavailable",
      details: { retryAfterSeconds: 1 },
    });
  });
});

test("another tenant's keys cannot be rotated, compared, counted or removed (I10, D3)", async () => {
  const stranger = await testCtx(platform, { tenant: "nosy" });
  for (const verb of [
    rotateSigningKey,
    synchronizeDidDocument,
    cancelRotation,
    compareDidDocument,
    countKeyCredentials,
  ]) {
    await expect(verb(stranger, { authorityId })).rejects.toMatchObject({ code: "not_found" });
  }
  const signingKeyId = parts.issuer.signingKeyId;
  await expect(removeAuthorityKey(stranger, { authorityId, signingKeyId, liveCredentials: 0 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(addSigningKey(stranger, { authorityId, signingKeyCurve: "P-256" })).rejects.toMatchObject({
    code: "not_found",
  });
});
