import { X509Certificate } from "node:crypto";
import { inflateSync } from "node:zlib";
import { decode, type Tag } from "cbor2";
import { beforeAll, expect, test } from "vitest";
import { securityObject } from "@/e2e/support/wallet/verify-mdoc";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import type { Ctx } from "@/lib/context";
import { revokeCredential } from "@/lib/credential/revoke-credential";
import { encodeCbor } from "@/lib/formats/cbor";
import { verifySignature } from "@/lib/keys/verify";
import { PublicJwk } from "@/lib/signing-key/schema";
import { cborStatusList } from "@/lib/status-list/cwt";
import { publishStatusList } from "@/lib/status-list/publish";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";
import { claimedLicence, licenceParts, rootsOf } from "@/lib/testing/mdoc";

let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  ctx = await testCtx(await testPlatform({ now: () => new Date() }));
  parts = await licenceParts(ctx);
});

test("the CBOR form of a list is the standard's own example (section 17)", () => {
  const statuses = Uint8Array.from([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
  expect(Buffer.from(encodeCbor(cborStatusList(statuses, 1))).toString("hex")).toBe(
    "a2646269747301636c73744a78dadbb918000217015d",
  );
});

/** Reads a list as a reader of mdocs does; checks its signature and that its certificate is of the given root. */
async function readCwt(uri: string, root?: string) {
  const list = await publishStatusList(ctx, uri.split("/").at(-1) ?? "", "cwt");
  expect(list?.contentType).toBe("application/statuslist+cwt");
  const bytes = list?.body as Uint8Array;
  expect(bytes[0]).toBe(0xd2);
  const message = decode<Tag>(bytes, { preferMap: true, ignoreGlobalTags: true }).contents;
  const [guarded, open, payload, signature] = message as [Uint8Array, Map<number, unknown>, Uint8Array, Uint8Array];
  expect(decode(guarded, { preferMap: true })).toEqual(
    new Map<number, unknown>([
      [1, -7],
      [16, "application/statuslist+cwt"],
    ]),
  );
  const certificate = open.get(33) as Uint8Array | undefined;
  if (certificate && root) {
    const x509 = new X509Certificate(certificate);
    expect(x509.verify(new X509Certificate(root).publicKey)).toBe(true);
    const key = PublicJwk.parse(x509.publicKey.export({ format: "jwk" }));
    const signed = encodeCbor(["Signature1", guarded, new Uint8Array(0), payload]);
    expect(await verifySignature(key, "ES256", signed, signature)).toBe(true);
  }
  const claims = decode(payload, { preferMap: true }) as Map<number, unknown>;
  expect(claims.get(2)).toBe(uri);
  const { bits, lst } = Object.fromEntries(claims.get(65533) as Map<string, unknown>) as {
    bits: number;
    lst: Uint8Array;
  };
  const packed = inflateSync(lst);
  return {
    claims,
    open,
    status: (index: number) =>
      ((packed[Math.floor((index * bits) / 8)] ?? 0) >> ((index * bits) % 8)) & (2 ** bits - 1),
  };
}

const entryOf = (credential: string) => {
  const status = securityObject(credential).get("status") as Map<string, Map<string, unknown>>;
  const entry = status.get("status_list");
  return { uri: String(entry?.get("uri")), index: Number(entry?.get("idx")) };
};

test("a driving licence is seen revoked in the very next CWT, signed under the same root (I5)", async () => {
  const { credential, sessionId } = await claimedLicence(ctx, parts);
  const { uri, index } = entryOf(credential);
  const [root] = await rootsOf(ctx, parts);
  const before = await readCwt(uri, root);
  expect(before.status(index)).toBe(0);
  expect(before.claims.get(65534)).toBe(300);
  expect(Number(before.claims.get(4)) - Number(before.claims.get(6))).toBe(86_400);
  const { id } = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  await revokeCredential(ctx, { contractId: parts.contract.id, credentialId: id });
  expect((await readCwt(uri, root)).status(index)).toBe(1);
});

test("the list of an authority that issues no mdocs names its key by the DID URL", async () => {
  const plain = await issuingParts(ctx);
  const wallet = await TestWallet.make();
  const { accessToken, sessionId } = await redeemedOffer(ctx, plain);
  await claim(ctx, plain.issuer, accessToken, [await wallet.proof(ctx, plain.issuer)]);
  const row = await ctx.db.credential.findFirstOrThrow({ where: { tenantId: ctx.tenantId, sessionId } });
  const { open, status } = await readCwt(`https://portal.example.org/status-lists/${row.statusListId}`);
  expect(Buffer.from(open.get(4) as Uint8Array).toString()).toBe(plain.issuer.signer.keyId);
  expect(status(row.statusIndex)).toBe(0);
});

test("a deleted authority's last lists have a CWT too, in which everything is invalid (I12)", async () => {
  const mine = await licenceParts(ctx);
  const { credential } = await claimedLicence(ctx, mine);
  const { uri, index } = entryOf(credential);
  const [root] = await rootsOf(ctx, mine);
  await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
  await deleteAuthority(ctx, { authorityId: mine.issuer.authorityId });
  const { state } = await ctx.db.statusList.findFirstOrThrow({ where: { id: uri.split("/").at(-1) ?? "" } });
  expect(state).toBe("final");
  expect((await readCwt(uri, root)).status(index)).toBe(1);
});
