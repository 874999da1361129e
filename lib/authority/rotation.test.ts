import { decodeProtectedHeader } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { addSigningKey } from "@/lib/authority/add-signing-key";
import { compareDidDocument } from "@/lib/authority/compare-did-document";
import { getAuthority } from "@/lib/authority/get-authority";
import type { AuthorityView } from "@/lib/authority/schema";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import type { DidDocument } from "@/lib/did/document";
import { publishStatusList } from "@/lib/status-list/publish";
import { testPlatform } from "@/lib/testing/ctx";
import { HOSTED_AT, hostedDocument, rotatingAuthority, verifiesBy } from "@/lib/testing/rotation";

const web = hostedDocument();
const platform = await testPlatform({ egress: web.egress });
let count = 0;
let authority: Awaited<ReturnType<typeof rotatingAuthority>>;
beforeEach(async () => {
  authority = await rotatingAuthority(platform, `rotation-${++count}`, web.serve);
});

const roles = ({ keys }: AuthorityView) => keys.map(({ role }) => role);
const currentKey = ({ keys }: AuthorityView) => keys.find(({ role }) => role === "current")?.signingKeyId;
const full = { code: "signing_key_limit_reached", message: "Maximum number of signing keys has been reached" };
const verifies = (token: string, document: DidDocument) => verifiesBy(document, token, platform.now());

async function auditedActions(): Promise<string[]> {
  const events = await authority.ctx.db.auditEvent.findMany({
    where: { tenantId: authority.ctx.tenantId, targetId: authority.authorityId },
  });
  return events.map(({ action }) => action);
}

describe("rotation", () => {
  test("makes a key of the same kind, which waits while the old one signs on (P5)", async () => {
    const before = await getAuthority(authority.ctx, { authorityId: authority.authorityId });
    const published = await authority.generate();
    const after = await authority.rotate();
    expect(after.didDocumentStatus).toBe("outOfSync");
    expect(roles(after)).toEqual(["current", "next"]);
    expect(after.keys[1]).toMatchObject({ backend: "jwk", keyType: "P-256", state: "enabled" });
    expect(currentKey(after)).toBe(currentKey(before));
    expect(await verifies(await authority.issue(), published)).toBe(true);
  });

  test("lists the new key first, in all three arrays, and the old ones after it (section 7.2)", async () => {
    const old = await authority.generate();
    await authority.rotate();
    const document = await authority.generate();
    expect(document.authentication).toHaveLength(2);
    expect(document.authentication[1]).toBe(old.authentication[0]);
    expect(document.assertionMethod).toEqual(document.authentication);
    expect(document.verificationMethod.map(({ id }) => id)).toEqual(document.authentication);
  });

  test("is not over before the served document has the new key; that is no error (section 7.5)", async () => {
    const before = await authority.generate();
    await authority.rotate();
    for (const served of [before, undefined, {}, "text", null]) {
      web.serve(served);
      const answer = await authority.synchronize();
      expect(answer.didDocumentStatus).toBe("outOfSync");
      expect(roles(answer)).toEqual(["current", "next"]);
    }
    expect(await auditedActions()).toContain("authority.synchronize_refused");
    await authority.host();
    const switched = await authority.synchronize();
    expect(switched.didDocumentStatus).toBe("published");
    expect(roles(switched)).toEqual(["current", "retired"]);
    expect(await auditedActions()).toContain("authority.key_switched");
  });

  test("leaves what was issued before verifiable, and new ones are signed by the new key (I8)", async () => {
    const old = await authority.issue();
    await authority.rotateAndSwitch();
    const young = await authority.issue();
    const document = await authority.generate();
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
    await authority.rotate();
    web.serve(spoil(await authority.generate()));
    expect((await authority.synchronize()).didDocumentStatus).toBe("outOfSync");
    expect(await compareDidDocument(authority.ctx, { authorityId: authority.authorityId })).toMatchObject({
      ready: false,
      differences: expect.arrayContaining([expect.objectContaining({ hinders: true })]),
    });
  });

  test("needs retired keys in the document only while live credentials were signed by them (P5)", async () => {
    const token = await authority.issue();
    await authority.rotateAndSwitch();
    await authority.rotate();
    const document = await authority.generate();
    const withoutOldest = { ...document, assertionMethod: document.assertionMethod.slice(0, 2) };
    web.serve(withoutOldest);
    expect((await authority.synchronize()).didDocumentStatus).toBe("outOfSync");
    const { jti } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    await revokeCredential(authority.ctx, {
      credentialId: jti,
      contractId: authority.parts.contract.id,
      authorityId: authority.authorityId,
    });
    expect((await authority.synchronize()).didDocumentStatus).toBe("published");
  });

  test("asked for again makes one more key; the newest of them is the one that comes", async () => {
    await authority.rotate();
    const hostedTooEarly = await authority.generate();
    const twice = await authority.rotate();
    expect(roles(twice)).toEqual(["current", "next", "next"]);
    web.serve(hostedTooEarly);
    expect((await authority.synchronize()).didDocumentStatus).toBe("outOfSync");
    const document = await authority.generate();
    web.serve(document);
    const switched = await authority.synchronize();
    expect(roles(switched)).toEqual(["current", "retired", "retired"]);
    expect(switched.keys[0]?.keyId).toBe(`${document.id}${document.authentication[0]}`);
    // With nothing pending there is nothing to do, whatever is served.
    web.serve(undefined);
    expect((await authority.synchronize()).didDocumentStatus).toBe("published");
  });

  test("holds ten keys; the eleventh takes the place of the oldest that nothing hangs on (section 7.4)", async () => {
    const { ctx, authorityId } = authority;
    const old = await authority.issue();
    const retired = (await authority.rotateAndSwitch()).keys[0]?.signingKeyId;
    await authority.rotateAndSwitch();
    for (let made = 3; made < 10; made++) await authority.rotate();
    const before = await getAuthority(ctx, { authorityId });
    expect(before.keys).toHaveLength(10);
    const add = () => addSigningKey(ctx, { authorityId, signingKeyCurve: "P-256" });
    await expect(add()).rejects.toMatchObject(full);

    const keysOf = ({ keys }: AuthorityView) => keys.map(({ signingKeyId }) => signingKeyId);
    const first = await authority.rotate();
    expect(keysOf(first)).toHaveLength(10);
    expect(keysOf(first)).not.toContain(retired);
    const oldestNext = before.keys.filter(({ role }) => role === "next").at(-1)?.signingKeyId;
    expect(keysOf(await authority.rotate())).not.toContain(oldestNext);
    for (const id of [retired, oldestNext]) {
      const row = await ctx.db.signingKey.findFirst({ where: { tenantId: ctx.tenantId, id } });
      expect(row).toMatchObject({ state: "pendingDeletion", sealedKey: null });
    }
    const removals = await ctx.db.auditEvent.findMany({
      where: { tenantId: ctx.tenantId, action: "authority.key_removed" },
    });
    const removed = (signingKeyId: unknown) => ({ signingKeyId, liveCredentials: 0 });
    expect(removals.map(({ details }) => details)).toEqual(expect.arrayContaining([retired, oldestNext].map(removed)));
    expect(await verifies(old, await authority.generate())).toBe(true);
  });

  test("refuses the eleventh key where every one of the ten is needed, and names the way out (I8)", async () => {
    for (let made = 1; made < 10; made++) {
      await authority.issue();
      await authority.rotateAndSwitch();
    }
    const refused = await authority.rotate().catch((error: unknown) => error);
    expect(refused).toMatchObject(full);
    expect(refused).toMatchObject({ details: { fields: { signingKeys: expect.stringContaining("Remove a key") } } });
    expect((await getAuthority(authority.ctx, { authorityId: authority.authorityId })).keys).toHaveLength(10);
    expect(await authority.ctx.db.signingKey.count({ where: { tenantId: authority.ctx.tenantId } })).toBe(10);
  });

  test("may go to another curve, and what is signed then fits it", async () => {
    const key = await addSigningKey(authority.ctx, { authorityId: authority.authorityId, signingKeyCurve: "P-384" });
    expect(key).toMatchObject({ keyType: "P-384", backend: "jwk", state: "enabled" });
    await authority.host();
    await authority.synchronize();
    const token = await authority.issue();
    expect(decodeProtectedHeader(token).alg).toBe("ES384");
    expect(await verifies(token, await authority.generate())).toBe(true);
  });

  test("has status lists signed by the new key from the switch on", async () => {
    const token = await authority.issue();
    const { status } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const listId = status.status_list.uri.split("/").at(-1);
    const kidOf = async () =>
      decodeProtectedHeader((await publishStatusList(platform, listId, "token"))?.body ?? "").kid;
    const before = await kidOf();
    await authority.rotate();
    expect(await kidOf()).toBe(before);
    await authority.host();
    const switched = await authority.synchronize();
    expect(await kidOf()).toBe(switched.keys[0]?.keyId);
    expect(await kidOf()).not.toBe(before);
  });

  test("is told apart for who mends it: what lacks, what is strange, what stands elsewhere", async () => {
    const compare = () => compareDidDocument(authority.ctx, { authorityId: authority.authorityId });
    expect(await compare()).toMatchObject({ url: HOSTED_AT, differences: [], ready: false, failure: null });
    await authority.rotate();
    const document = await authority.generate();
    expect((await compare()).differences).toMatchObject([
      { kind: "missingKey", role: "next", hinders: true, fragment: document.authentication[0]?.slice(1) },
    ]);
    web.serve({ ...document, service: [], verificationMethod: [...document.verificationMethod, { id: "#mine" }] });
    expect(await compare()).toMatchObject({
      ready: true,
      differences: [
        { kind: "missingDomain", domain: "https://works.example.org/" },
        { kind: "foreignKey", fragment: "mine" },
      ],
    });
    web.serve({ ...document, alsoKnownAs: [] });
    expect((await compare()).differences).toEqual([{ kind: "elsewhere", hinders: false }]);
    web.serve(undefined);
    expect(await compare()).toMatchObject({ served: null, failure: { file: "did.json" }, ready: false });
  });
});
