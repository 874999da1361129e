import type { Issuer } from "@/lib/authority/signer";
import { contactOf, revocationListUrl, rootSubject } from "@/lib/certificate/authority-names";
import { keySigner } from "@/lib/certificate/key-signer";
import {
  DOCUMENT_SIGNER_DAYS_MAX,
  daysAfter,
  IACA_YEARS_MAX,
  iacaContent,
  yearsAfter,
} from "@/lib/certificate/profiles";
import { type CertificateSigner, signCertificate } from "@/lib/certificate/sign-certificate";
import { insertCertificate, type StoredCertificate } from "@/lib/certificate/store";
import { X509Certificate } from "@/lib/certificate/x509";
import type { Ctx, Platform } from "@/lib/context";
import { makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { OnboardSigningKey } from "@/lib/signing-key/schema";
import { keyHandle, keyPlace } from "@/lib/signing-key/store";

/** A root whose key signs document signer certificates and revocation lists. */
export interface Root {
  readonly stored: StoredCertificate;
  readonly certificate: X509Certificate;
  readonly signer: CertificateSigner;
}

/** Beyond the longest life of what it signs, so that no document outlives its root. */
const ENOUGH_DAYS = 2 * DOCUMENT_SIGNER_DAYS_MAX;

/** The root that signs now, if there is one that lives long enough. */
export const currentRoot = (
  certificates: readonly StoredCertificate[],
  country: string,
  now: Date,
): StoredCertificate | undefined =>
  certificates.find(
    (one) => one.kind === "iaca" && one.country === country && one.notAfter > daysAfter(now, ENOUGH_DAYS),
  );

export async function openRoot(platform: Platform, tenantId: string, stored: StoredCertificate): Promise<Root> {
  const signer = await keySigner(platform, tenantId, stored.signingKeyId);
  return { stored, certificate: new X509Certificate(stored.pem), signer };
}

/**
 * Makes a root, with a key of its own beside the authority's first one, in the same store and by the same connection;
 * later roots keep that key. Null when another process was first: its root is the one then, and our key, which nothing
 * uses, is destroyed by the keys' recovery.
 */
export async function makeRoot(
  ctx: Ctx,
  issuer: Issuer,
  former: StoredCertificate | undefined,
  country: string,
): Promise<Root | null> {
  const signingKeyId = former?.signingKeyId ?? (await makeRootKey(ctx, issuer));
  const signer = await keySigner(ctx, ctx.tenantId, signingKeyId);
  const notBefore = startOf(ctx.now());
  const notAfter = yearsAfter(notBefore, IACA_YEARS_MAX);
  const id = ctx.random.uuid();
  const content = iacaContent(rootSubject(issuer, country), { notBefore, notAfter }, signer.publicJwk, {
    contact: contactOf(ctx, issuer.authorityId),
    crlUri: revocationListUrl(ctx, issuer.authorityId, id),
  });
  const certificate = await signCertificate(content, signer, ctx.random);
  const stored: StoredCertificate = {
    id,
    kind: "iaca",
    signingKeyId,
    issuerId: null,
    generation: (former?.generation ?? 0) + 1,
    country,
    pem: certificate.toString("pem"),
    notBefore,
    notAfter,
  };
  return (await insertCertificate(ctx, issuer.authorityId, stored)) ? { stored, certificate, signer } : null;
}

async function makeRootKey(ctx: Ctx, { authorityId, name, signingKeyId }: Issuer): Promise<string> {
  const { backend, config } = await keyPlace(ctx, ctx.tenantId, signingKeyId);
  const { keyType } = await keyHandle(ctx, ctx.tenantId, signingKeyId);
  const input = OnboardSigningKey.parse({
    name: `Root key of ${name}`.slice(0, 80),
    backend,
    keyType,
    config: config.unwrap(),
  });
  return makeSigningKey(ctx, input, { authorityId, place: async () => undefined });
}

/** The day before: a credential begins at the full hour, and clocks differ. */
export const startOf = (now: Date): Date => new Date(Math.floor(now.getTime() / 86_400_000 - 1) * 86_400_000);
