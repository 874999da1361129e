import { X509Certificate as NodeCertificate } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { documentSigner } from "@/lib/certificate/document-signer";
import { publishedRoots, revocationList } from "@/lib/certificate/published";
import { certificatesOf } from "@/lib/certificate/store";
import { CRLDistributionPointsExtension, X509Certificate, X509Crl } from "@/lib/certificate/x509";
import type { Ctx } from "@/lib/context";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import type { IssuingParts } from "@/lib/testing/issuing";
import { licenceParts } from "@/lib/testing/mdoc";

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

test("certificates name a revocation list that is there, signed by their root, and empty", async () => {
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
