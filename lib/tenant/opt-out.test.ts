import { gunzipSync, inflateSync } from "node:zlib";
import { decodeJwt, importJWK, jwtVerify } from "jose";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createApiClient } from "@/lib/api-client/create-api-client";
import { findActiveClientById } from "@/lib/api-client/store";
import { createAuthority } from "@/lib/authority/create-authority";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { authorityDidDocument, findDocumentOwner } from "@/lib/authority/documents";
import { getAuthority } from "@/lib/authority/get-authority";
import { listAuthorities } from "@/lib/authority/list-authorities";
import { recoverClosings } from "@/lib/authority/recover-closings";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import { getContract } from "@/lib/contract/get-contract";
import { listContracts } from "@/lib/contract/list-contracts";
import { listCredentials } from "@/lib/credential/list-credentials";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import type { Encoding } from "@/lib/status-list/encodings";
import { publishStatusList } from "@/lib/status-list/publish";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { optOut } from "@/lib/tenant/opt-out";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badge,
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeem,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

const keys = jwkProvider() as KeyProvider;
/** What the key store does when it is asked to sign or to destroy. */
const store = { silent: false, keepsKeys: false, brokenFor: "" };
const switchable: KeyProvider = {
  ...keys,
  sign: async (key, data) => {
    if (store.brokenFor === key.publicJwk.x) throw new TypeError("a bug in a key provider");
    if (store.silent) throw new Problem("key_provider_unavailable", "Silent.", { retryAfterSeconds: 5 });
    return keys.sign(key, data);
  },
  scheduleDeletion: async (key) => {
    if (store.keepsKeys) throw new Problem("key_provider_refused", "Denied.", { cause: "kms:ScheduleKeyDeletion" });
    return keys.scheduleDeletion(key);
  },
};
const platform: TestPlatform = await testPlatform({ keyProviders: { jwk: switchable, aws: switchable } });

let tenants = 0;
const newTenant = () => testCtx(platform, { tenant: `tenant ${tenants++}` });

beforeEach(() => {
  store.silent = false;
  store.keepsKeys = false;
  store.brokenFor = "";
});

/** A wallet that got a credential; what it may still do, and where the credential's status stands. */
async function issued(ctx: Ctx, parts: IssuingParts) {
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const { credentials } = await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const again = async () => claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  return { credential: credentials[0] ?? "", row, again };
}

/** The answer of a list, and what it says of one entry: by another reading than the one that wrote it. */
async function shown(listId: string, encoding: Encoding, index: number) {
  const list = await publishStatusList(platform, listId, encoding);
  const payload = decodeJwt(list?.text ?? "") as {
    exp: number;
    status_list?: { lst: string; bits: number };
    vc?: { credentialSubject: { encodedList: string } };
  };
  if (payload.status_list) {
    const bytes = inflateSync(Buffer.from(payload.status_list.lst, "base64url"));
    return { body: list?.body ?? "", exp: payload.exp, status: ((bytes[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3 };
  }
  const bits = gunzipSync(Buffer.from((payload.vc?.credentialSubject.encodedList ?? "u").slice(1), "base64url"));
  return { body: list?.body ?? "", exp: payload.exp, status: ((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1 };
}

const keyStates = async ({ db, tenantId }: Ctx) =>
  (await db.signingKey.findMany({ where: { tenantId } })).map(({ state, sealedKey }) => [state, sealedKey !== null]);

const gone = { code: "not_found" };

describe("opt-out (Admin API, section 10; I12)", () => {
  test("what was handed out dies at once, and everything the lists show is invalid for as long as it was valid", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    const { row, again } = await issued(ctx, parts);
    const pending = await redeemedOffer(ctx, parts);
    const offered = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
    const code = await codeOf(ctx, parts.issuer, offered.offerUri);
    const client = await createApiClient(ctx, {
      name: "App",
      permissions: ["VerifiableCredential.Contract.Read"],
      validityDays: null,
    });
    expect((await shown(row.statusListId, "token", row.statusIndex)).status).toBe(0);

    await optOut(ctx, undefined);

    await expect(redeem(ctx, parts.issuer, code)).rejects.toMatchObject({ code: "invalid_grant" });
    await expect(again()).rejects.toThrow();
    await expect(claim(ctx, parts.issuer, pending.accessToken, [])).rejects.toThrow();
    expect(await findIssuer(platform, parts.issuer.authorityId)).toBeNull();
    expect(await findActiveClientById(platform, client.client.id)).toBeNull();
    for (const encoding of ["token", "bitstring"] as const) {
      const { status, exp } = await shown(row.statusListId, encoding, row.statusIndex);
      expect(status).toBe(1);
      expect(exp * 1000).toBeGreaterThanOrEqual(row.validUntil.getTime());
      expect((await shown(row.statusListId, encoding, (row.statusIndex + 7) % 131072)).status).toBe(1);
    }
    expect(await keyStates(ctx)).toEqual([["pendingDeletion", false]]);
    expect(await ctx.db.credential.count({ where: { tenantId: ctx.tenantId, statusValue: { not: 1 } } })).toBe(0);
  });

  test("the last lists need no key, stay letter by letter, and verify with the DID document that is still served", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx, { name: "Kept" });
    const { row } = await issued(ctx, parts);
    await optOut(ctx, undefined);
    const first = await shown(row.statusListId, "token", row.statusIndex);
    store.silent = true;
    platform.clock.advance(20 * 24 * 3600);
    const again = await shown(row.statusListId, "token", row.statusIndex);
    expect(again.body).toBe(first.body);
    const owner = await findDocumentOwner(platform, "works.example.org");
    if (!owner) throw new Error("Nobody answers for the host.");
    const document = await authorityDidDocument(platform, { ...owner, ...parts.issuer });
    const method = document.verificationMethod.find(({ id }) => parts.issuer.signer.keyId.endsWith(id));
    await jwtVerify(again.body, await importJWK({ ...method?.publicKeyJwk }, "ES256"), { currentDate: platform.now() });
    await expect(
      ctx.db.statusList.updateMany({ where: { id: row.statusListId }, data: { state: "open" } }),
    ).rejects.toThrow();
  });

  test("nothing but onboarding works afterwards, and that opens an empty environment where nothing comes back", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    await issued(ctx, parts);
    await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
    await optOut(ctx, undefined);
    const refused = { code: "tenant_not_onboarded" };
    await expect(optOut(ctx, undefined)).rejects.toMatchObject(refused);
    const authority = { name: "New", linkedDomainUrl: "https://works.example.org/", didMethod: "web" as const };
    await expect(createAuthority(ctx, authority)).rejects.toThrow();
    const contractInput = badge(parts.issuer.authorityId, { name: "Other" });
    await expect(createContract(ctx, contractInput)).rejects.toThrow();

    platform.clock.advance(1);
    await onboardTenant(ctx, undefined);
    expect((await listAuthorities(ctx, {})).items).toEqual([]);
    expect((await listContracts(ctx, {})).items).toEqual([]);
    expect((await listCredentials(ctx, {})).credentials).toEqual([]);
    expect((await listSigningKeys(ctx, {})).items).toEqual([]);
    await expect(getAuthority(ctx, { authorityId: parts.issuer.authorityId })).rejects.toMatchObject(gone);
    await expect(getContract(ctx, { contractId: parts.contract.id })).rejects.toMatchObject(gone);
    await expect(getContract(ctx, { contractId: parts.contract.publicId })).rejects.toMatchObject(gone);
    // The settings, names and ids of before are free again.
    await expect(
      deleteAuthority(ctx, { authorityId: (await createAuthority(ctx, authority)).id }),
    ).rejects.toMatchObject({ code: "did_method_not_supported" });
    const next = await issuingParts(ctx);
    expect(next.contract.publicId).toBe(parts.contract.publicId);
    await issued(ctx, next);
  });

  test("another tenant notices nothing, on the same domain too (I10)", async () => {
    const [leaving, staying] = [await newTenant(), await newTenant()];
    const parts = await issuingParts(staying);
    const { row } = await issued(staying, parts);
    await issued(leaving, await issuingParts(leaving));
    await optOut(leaving, undefined);
    expect((await shown(row.statusListId, "token", row.statusIndex)).status).toBe(0);
    expect((await listAuthorities(staying, {})).items).toHaveLength(1);
    expect(await keyStates(staying)).toEqual([["enabled", true]]);
    await issued(staying, parts);
  });

  test("without the right to delete keys it says which are left, has opted out all the same, and tries again", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    await issued(ctx, parts);
    store.keepsKeys = true;
    const refusal = await optOut(ctx, undefined).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "key_deletion_failed",
      message: expect.stringContaining(`https://portal.example.org/signing-keys/${parts.issuer.signingKeyId}`),
    });
    expect(await findIssuer(platform, parts.issuer.authorityId)).toBeNull();
    store.keepsKeys = false;
    await recoverSigningKeys(platform);
    expect(await keyStates(ctx)).toEqual([["pendingDeletion", false]]);
  });

  test("a key store that is silent holds nothing up; the maintenance signs the last lists before any key goes", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    const { row } = await issued(ctx, parts);
    store.silent = true;
    await expect(optOut(ctx, undefined)).rejects.toMatchObject({ code: "key_deletion_failed" });
    await expect(publishStatusList(platform, row.statusListId, "token")).rejects.toMatchObject({ status: 503 });
    await recoverClosings(platform);
    await recoverSigningKeys(platform);
    expect(await keyStates(ctx)).toEqual([["enabled", true]]);
    store.silent = false;
    expect((await shown(row.statusListId, "token", row.statusIndex)).status).toBe(1);
    await recoverClosings(platform);
    await recoverSigningKeys(platform);
    expect(await keyStates(ctx)).toEqual([["pendingDeletion", false]]);
    store.silent = true;
    expect((await shown(row.statusListId, "bitstring", row.statusIndex)).status).toBe(1);
  });

  test("a fault that nobody foresaw with one authority leaves none of the others open (I12, I14)", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    const input = { name: "Sound", linkedDomainUrl: "https://sound.example.org/", didMethod: "web" as const };
    const sound = await createAuthority(ctx, input);
    const contract = await createContract(ctx, badge(sound.id, { name: "Sound badge" }));
    const issuer = await findIssuer(ctx, sound.id);
    if (!issuer) throw new Error("no issuer");
    await issued(ctx, parts);
    const { row } = await issued(ctx, { issuer, contract });
    const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    for (const broken of [parts.issuer.publicJwk.x, ""]) {
      store.brokenFor = broken ?? "";
      const act = broken ? optOut(ctx, undefined) : recoverClosings(platform);
      await (broken ? expect(act).rejects.toMatchObject({ code: "key_deletion_failed" }) : act);
      const list = await ctx.db.statusList.findFirst({ where: { tenantId: ctx.tenantId, id: row.statusListId } });
      expect(list?.state).toBe("final");
    }
    expect(noise.mock.calls.join()).toContain(parts.issuer.authorityId);
    noise.mockRestore();
    expect(await ctx.db.statusList.count({ where: { tenantId: ctx.tenantId, state: { not: "final" } } })).toBe(0);
  });

  test("a crash right after the first step is finished by the maintenance", async () => {
    const ctx = await newTenant();
    const parts = await issuingParts(ctx);
    const { row } = await issued(ctx, parts);
    const { authorityId } = parts.issuer;
    const at = ctx.now();
    await ctx.db.tenant.updateMany({
      where: { id: ctx.tenantId },
      data: { status: "optedOut", epoch: { increment: 1 }, optedOutAt: at, onboardedAt: null },
    });
    await ctx.db.authority.updateMany({ where: { tenantId: ctx.tenantId, id: authorityId }, data: { deletedAt: at } });
    await recoverClosings(platform);
    await recoverSigningKeys(platform);
    expect((await shown(row.statusListId, "token", row.statusIndex)).status).toBe(1);
    expect(await keyStates(ctx)).toEqual([["pendingDeletion", false]]);
  });

  test("only an owner who signed in within five minutes may (A6)", async () => {
    const ctx = await newTenant();
    const actor = (role: "owner" | "admin", minutes: number): Ctx => ({
      ...ctx,
      actor: { ...ctx.actor, role, signedInAt: new Date(ctx.now().getTime() - minutes * 60_000) },
    });
    for (const caller of [actor("admin", 1), actor("owner", 6)]) {
      await expect(optOut(caller, undefined)).rejects.toMatchObject({ code: "forbidden" });
    }
    await optOut(actor("owner", 4), undefined);
  });
});
