import { webcrypto } from "node:crypto";
import { calculateJwkThumbprint, decodeJwt } from "jose";
import { beforeAll, expect, test } from "vitest";
import { X509CertificateGenerator } from "@/lib/certificate/x509";
import type { Ctx } from "@/lib/context";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

let ctx: Ctx;
let parts: IssuingParts;
let wallet: TestWallet;
let root: webcrypto.CryptoKeyPair;

const DAY = 86_400_000;
const curve = { name: "ECDSA", namedCurve: "P-256" };

beforeAll(async () => {
  ctx = await testCtx(await testPlatform());
  parts = await issuingParts(ctx);
  wallet = await TestWallet.make();
  root = await webcrypto.subtle.generateKey(curve, true, ["sign", "verify"]);
});

interface Certificate {
  readonly subject: string;
  readonly publicKey: webcrypto.CryptoKey;
  /** Days from now. */
  readonly ends?: number;
}

async function certificate({ subject, publicKey, ends = 1 }: Certificate): Promise<string> {
  const now = ctx.now().getTime();
  const made = await X509CertificateGenerator.create({
    subject,
    issuer: "CN=Sample wallet maker",
    notBefore: new Date(now - 2 * DAY),
    notAfter: new Date(now + ends * DAY),
    publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
  });
  return Buffer.from(made.rawData).toString("base64");
}

const keyOf = async ({ publicJwk }: TestWallet) =>
  webcrypto.subtle.importKey("jwk", publicJwk as webcrypto.JsonWebKey, curve, true, ["verify"]);
const certified = async (one: TestWallet, ends?: number) =>
  certificate({ subject: "CN=Sample wallet", publicKey: await keyOf(one), ...(ends !== undefined && { ends }) });
const maker = () => certificate({ subject: "CN=Sample wallet maker", publicKey: root.publicKey });

async function claimBy(header: object) {
  const { accessToken } = await redeemedOffer(ctx, parts);
  const proof = await wallet.proof(ctx, parts.issuer, { header: { jwk: undefined, ...header } });
  return claim(ctx, parts.issuer, accessToken, [proof]);
}

test("a wallet may name its key by a certificate, with those above it or alone (OpenID4VCI 1.0, appendix F.1)", async () => {
  const own = await certified(wallet);
  for (const x5c of [[own], [own, await maker()]]) {
    const [credential = ""] = (await claimBy({ x5c })).credentials;
    const { cnf } = decodeJwt<{ cnf: { jwk: object } }>(credential);
    expect(await calculateJwkThumbprint(cnf.jwk)).toBe(await wallet.thumbprint());
  }
});

test.each<[string, () => Promise<object>]>([
  ["has run out", async () => ({ x5c: [await certified(wallet, -1)] })],
  [
    "is followed by one that did not sign it",
    async () => ({ x5c: [await certified(wallet), await certified(wallet)] }),
  ],
  ["comes after another", async () => ({ x5c: [await maker(), await certified(wallet)] })],
  ["is another key's", async () => ({ x5c: [await certified(await TestWallet.make())] })],
  ["stands beside a jwk", async () => ({ x5c: [await certified(wallet)], jwk: wallet.publicJwk })],
  ["is none", async () => ({ x5c: ["AAAA"] })],
  ["is not in a list", async () => ({ x5c: await certified(wallet) })],
  ["is missing from its list", async () => ({ x5c: [] })],
])("a certificate that %s proves no key (P2)", async (_, header) => {
  await expect(claimBy(await header())).rejects.toMatchObject({ code: "invalid_proof" });
});
