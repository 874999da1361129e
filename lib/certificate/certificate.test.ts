import { X509Certificate as NodeCertificate } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { findIssuer } from "@/lib/authority/signer";
import { documentSigner, documentSignerIfAny } from "@/lib/certificate/document-signer";
import { certificatesOf, type StoredCertificate } from "@/lib/certificate/store";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
} from "@/lib/certificate/x509";
import type { Ctx } from "@/lib/context";
import { recoverSigningKeys } from "@/lib/signing-key/recover-signing-keys";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import type { IssuingParts } from "@/lib/testing/issuing";
import { licenceParts } from "@/lib/testing/mdoc";

const DAY = 86_400;

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  parts = await licenceParts(ctx);
});

/** Has nothing in memory: what is remembered belongs to a database's client. */
const anotherProcess = (): Ctx => {
  const prisma = new Proxy(ctx.prisma, {});
  return { ...ctx, prisma, db: prisma };
};

const stored = (kind: StoredCertificate["kind"], of = parts) =>
  certificatesOf(ctx, ctx.tenantId, of.issuer.authorityId).then((all) => all.filter((one) => one.kind === kind));

const flags = (certificate: X509Certificate) => certificate.getExtension(KeyUsagesExtension);

test("the root is what ISO/IEC 18013-5, annex B.1.2, wants of an IACA", async () => {
  await documentSigner(ctx, parts.issuer);
  const [root] = await stored("iaca");
  const certificate = new X509Certificate(root?.pem ?? "");
  expect(certificate.issuer).toBe(certificate.subject);
  expect(certificate.subject).toBe("C=ZZ, CN=Example Works root");
  expect(certificate.getExtension(BasicConstraintsExtension)).toMatchObject({
    ca: true,
    pathLength: 0,
    critical: true,
  });
  expect(flags(certificate)).toMatchObject({
    usages: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
    critical: true,
  });
  const node = new NodeCertificate(root?.pem ?? "");
  expect(node.verify(node.publicKey)).toBe(true);
  expect(node.ca).toBe(true);
  expect(Date.parse(node.validTo) - Date.parse(node.validFrom)).toBeLessThanOrEqual(20 * 366 * DAY * 1000);
});

test("the document signer certificate is what annex B.1.4 wants, of the authority's own key under the root", async () => {
  const chain = await documentSigner(ctx, parts.issuer);
  expect(chain.der).toHaveLength(1);
  const certificate = new X509Certificate(chain.der[0] as Uint8Array<ArrayBuffer>);
  const [root] = await stored("iaca");
  const node = new NodeCertificate(Buffer.from(chain.der[0] ?? []));
  expect(node.verify(new NodeCertificate(root?.pem ?? "").publicKey)).toBe(true);
  expect(node.checkIssued(new NodeCertificate(root?.pem ?? ""))).toBe(true);
  expect(node.publicKey.export({ format: "jwk" })).toEqual(parts.issuer.publicJwk);
  expect(certificate.getExtension(ExtendedKeyUsageExtension)).toMatchObject({
    usages: ["1.0.18013.5.1.2"],
    critical: true,
  });
  expect(flags(certificate)).toMatchObject({ usages: KeyUsageFlags.digitalSignature, critical: true });
  const oids = certificate.extensions.map(({ type }) => type);
  // Authority key, subject key, issuer alternative name, CRL distribution points.
  expect(oids).toEqual(expect.arrayContaining(["2.5.29.35", "2.5.29.14", "2.5.29.18", "2.5.29.31"]));
  expect((certificate.notAfter.getTime() - certificate.notBefore.getTime()) / 1000).toBe(457 * DAY);
});

test("many that ask at once get one root and one certificate", async () => {
  const other = await licenceParts(ctx);
  const asked = Array.from({ length: 8 }, () => documentSigner(anotherProcess(), other.issuer));
  await Promise.all(asked);
  expect(await stored("iaca", other)).toHaveLength(1);
  expect(await stored("documentSigner", other)).toHaveLength(1);
});

test("the root's key is its own,, and is not swept as unused", async () => {
  const [root] = await stored("iaca");
  expect(root?.signingKeyId).not.toBe(parts.issuer.signingKeyId);
  platform.clock.advance(3600);
  await recoverSigningKeys(platform);
  const id = root?.signingKeyId ?? "";
  const key = await ctx.db.signingKey.findUniqueOrThrow({ where: { tenantId_id: { tenantId: ctx.tenantId, id } } });
  expect(key.state).toBe("enabled");
});

test("a certificate is renewed while it still has 400 days, under the same root", async () => {
  const before = await stored("documentSigner");
  platform.clock.advance(58 * DAY);
  const issuer = await findIssuer(platform, parts.issuer.authorityId);
  if (!issuer) throw new Error("The authority is no more.");
  await documentSigner(anotherProcess(), issuer);
  expect(await stored("documentSigner")).toHaveLength(before.length + 1);
  const [renewed] = await stored("documentSigner");
  expect(renewed?.generation).toBe(2);
  expect(await stored("iaca")).toHaveLength(1);
});

test("the country of the organisation's settings gets a root of its own, with the same key", async () => {
  const other = await licenceParts(ctx);
  await documentSigner(ctx, other.issuer);
  await updateOrganisationSettings(ctx, { country: "DE" });
  const chain = await documentSigner(anotherProcess(), other.issuer);
  const subject = new X509Certificate(chain.der[0] as Uint8Array<ArrayBuffer>).subject;
  expect(subject).toBe("C=DE, CN=Example Works document signer");
  const roots = await stored("iaca", other);
  expect(roots.map(({ country, generation }) => [country, generation])).toEqual([
    ["DE", 2],
    ["ZZ", 1],
  ]);
  expect(new Set(roots.map(({ signingKeyId }) => signingKeyId)).size).toBe(1);
});

test("a deleted authority takes the key of its roots with it", async () => {
  const other = await licenceParts(ctx);
  await documentSigner(ctx, other.issuer);
  const [root] = await stored("iaca", other);
  await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
  await deleteAuthority(ctx, { authorityId: other.issuer.authorityId });
  const id = root?.signingKeyId ?? "";
  const key = await ctx.db.signingKey.findUniqueOrThrow({ where: { tenantId_id: { tenantId: ctx.tenantId, id } } });
  expect(key.state).toBe("pendingDeletion");
});

test("a reader of lists makes no issuer of mdocs out of an authority that is none", async () => {
  const other = await licenceParts(ctx);
  expect(await documentSignerIfAny(ctx, other.issuer)).toBeNull();
  expect(await stored("iaca", other)).toHaveLength(0);
});
