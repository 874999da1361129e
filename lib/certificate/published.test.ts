import { X509Certificate as NodeCertificate } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";
import { findIssuer, forgetIssuer } from "@/lib/authority/signer";
import { documentSigner } from "@/lib/certificate/document-signer";
import { publishedRoots, revocationList } from "@/lib/certificate/published";
import { certificatesOf } from "@/lib/certificate/store";
import { CRLDistributionPointsExtension, X509Certificate, X509Crl } from "@/lib/certificate/x509";
import type { Ctx } from "@/lib/context";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import type { IssuingParts } from "@/lib/testing/issuing";
import { licenceParts } from "@/lib/testing/mdoc";
import { hostedDocument, rotatingAuthority } from "@/lib/testing/rotation";

let ctx: Ctx;
let parts: IssuingParts;
beforeAll(async () => {
  ctx = await testCtx(await testPlatform({ now: () => new Date() }));
  parts = await licenceParts(ctx);
});

test("an authority has no roots until it issues its first mdoc; then they are for everybody, in PEM", async () => {
  expect(await publishedRoots(ctx, parts.issuer.authorityId)).toBeNull();
  await documentSigner(ctx, parts.issuer);
  const pem = await publishedRoots(ctx, parts.issuer.authorityId);
  expect(new NodeCertificate(pem ?? "").subject).toContain("CN=Example Works root");
});

test("certificates name a revocation list that is there, signed by their root, and empty while no key was taken away", async () => {
  const { der } = await documentSigner(ctx, parts.issuer);
  const points = new X509Certificate(der[0] as Uint8Array<ArrayBuffer>).getExtension(CRLDistributionPointsExtension);
  const url = String(points?.distributionPoints[0]?.distributionPoint?.fullName?.[0]?.uniformResourceIdentifier);
  expect(url).toMatch(/^https:\/\/portal\.example\.org\/certificates\/[^/]+\/crl\/[^/]+$/);
  const [authorityId = "", , rootId = ""] = url.split("/").slice(-3);
  const list = new X509Crl((await revocationList(ctx, authorityId, rootId)) as Uint8Array<ArrayBuffer>);
  const [root] = (await certificatesOf(ctx, ctx.tenantId, authorityId)).filter(({ kind }) => kind === "iaca");
  expect(await list.verify({ publicKey: new X509Certificate(root?.pem ?? "").publicKey })).toBe(true);
  expect(list.entries).toEqual([]);
  expect(list.nextUpdate?.getTime()).toBeGreaterThan(Date.now());
  expect(await revocationList(ctx, authorityId, ctx.random.uuid())).toBeNull();
});

const DAY = 86_400;

/** An authority whose keys come and go, with the serial numbers of its revocation list. */
async function rotating() {
  const web = hostedDocument();
  const platform = await testPlatform({ egress: web.egress });
  const authority = await rotatingAuthority(platform, "certificates", web.serve);
  const issuer = async () => {
    forgetIssuer(platform, authority.authorityId);
    const found = await findIssuer(platform, authority.authorityId);
    if (!found) throw new Error("The authority has no issuer.");
    return found;
  };
  const certificate = async () => {
    const { der } = await documentSigner(platform, await issuer());
    return new X509Certificate(der[0] as Uint8Array<ArrayBuffer>);
  };
  const serials = async () => {
    const { tenantId } = authority.ctx;
    const [root] = (await certificatesOf(platform, tenantId, authority.authorityId)).filter(
      ({ kind }) => kind === "iaca",
    );
    const list = await revocationList(platform, authority.authorityId, root?.id ?? "");
    return new X509Crl(list as Uint8Array<ArrayBuffer>).entries.map(({ serialNumber }) => serialNumber);
  };
  return { platform, authority, issuer, certificate, serials };
}

test("a key that is taken from its authority leaves its certificates in the very next list, and no other's", async () => {
  const { authority, issuer, certificate, serials } = await rotating();
  const first = await certificate();
  const { signingKeyId } = await issuer();
  expect(await serials()).toEqual([]);
  await authority.rotateAndSwitch();
  const second = await certificate();
  // Retired, it signs no more, and what it signed is good.
  expect(await serials()).toEqual([]);
  await removeAuthorityKey(authority.ctx, { authorityId: authority.authorityId, signingKeyId, liveCredentials: 0 });
  expect(await serials()).toEqual([first.serialNumber]);
  expect(second.serialNumber).not.toBe(first.serialNumber);
});

test("a key that is taken away while another's certificate runs out is in the very next list all the same", async () => {
  const { platform, authority, issuer, certificate, serials } = await rotating();
  const first = await certificate();
  const { signingKeyId: firstKey } = await issuer();
  platform.clock.advance(30 * DAY);
  await authority.rotateAndSwitch();
  const second = await certificate();
  const { signingKeyId: secondKey } = await issuer();
  const remove = (signingKeyId: string) =>
    removeAuthorityKey(authority.ctx, { authorityId: authority.authorityId, signingKeyId, liveCredentials: 0 });
  await remove(firstKey);
  expect(await serials()).toEqual([first.serialNumber]);
  await authority.rotateAndSwitch();
  platform.clock.advance((first.notAfter.getTime() - platform.now().getTime()) / 1000 + DAY);
  await remove(secondKey);
  expect(await serials()).toEqual([second.serialNumber]);
});
