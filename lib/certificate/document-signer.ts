import "server-only";
import type { Issuer } from "@/lib/authority/signer";
import { contactOf, documentSignerSubject, revocationListUrl } from "@/lib/certificate/authority-names";
import { countryOf } from "@/lib/certificate/country";
import { DOCUMENT_SIGNER_DAYS_MAX, daysAfter, documentSignerContent } from "@/lib/certificate/profiles";
import { currentRoot, makeRoot, openRoot, type Root, startOf } from "@/lib/certificate/root";
import { certifiable, signCertificate } from "@/lib/certificate/sign-certificate";
import { certificatesOf, insertCertificate, type StoredCertificate } from "@/lib/certificate/store";
import { systemCtx } from "@/lib/certificate/system-ctx";
import { X509Certificate } from "@/lib/certificate/x509";
import type { Ctx, Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import type { CertificateChain } from "@/lib/formats/format";
import { Problem } from "@/lib/kernel/errors";

/** Renewed when it has fewer days left: so a document is good for that long at least, and mdocs of a year always are. */
const RENEW_DAYS = 400;

/** Another process may have made one with the same generation, once or, with roots, twice. */
const ATTEMPTS = 4;

interface Kept {
  readonly chain: Promise<CertificateChain>;
}

const chains = databaseCache<Kept>({ name: "document-signers", max: 10_000, ttl: 60_000 });

/**
 * The certificate that lets the authority's current key sign mdocs, without its root. Made with its root when there is
 * none yet, and renewed in time. Throws `invalid_request` for a key that mdocs cannot be signed with, and the key
 * provider's Problem.
 */
export async function documentSigner(platform: Platform, issuer: Issuer): Promise<CertificateChain> {
  requireCertifiable(issuer);
  const name = `${issuer.authorityId}/${issuer.signingKeyId}`;
  const known = chains(platform).get(name);
  if (known) return known.chain;
  const kept = { chain: findOrMake(systemCtx(platform, issuer.tenantId), issuer) };
  chains(platform).set(name, kept);
  kept.chain.catch(() => chains(platform).delete(name));
  return kept.chain;
}

function requireCertifiable({ algorithm }: Issuer): void {
  if (certifiable(algorithm)) return;
  const message = `mdocs are signed with a key on P-256, P-384 or P-521, and this issuer's signs ${algorithm}: offer another format, or issue by another authority.`;
  throw new Problem("invalid_request", message, { fields: { format: message } });
}

/** The same for a reader of lists, who may not make an authority into an issuer of mdocs: null when it is none. */
export async function documentSignerIfAny(platform: Platform, issuer: Issuer): Promise<CertificateChain | null> {
  if (!certifiable(issuer.algorithm)) return null;
  const known = await certificatesOf(platform, issuer.tenantId, issuer.authorityId);
  return known.length === 0 ? null : documentSigner(platform, issuer);
}

async function findOrMake(ctx: Ctx, issuer: Issuer): Promise<CertificateChain> {
  const country = await countryOf(ctx);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const certificates = await certificatesOf(ctx, ctx.tenantId, issuer.authorityId);
    const stored = currentRoot(certificates, country, ctx.now());
    const newest = certificates.find(({ kind }) => kind === "iaca");
    const root = stored ? await openRoot(ctx, ctx.tenantId, stored) : await makeRoot(ctx, issuer, newest, country);
    if (!root) continue;
    const found = stored && currentSigner(certificates, issuer, stored, ctx.now());
    const signer = found ?? (await makeSigner(ctx, issuer, root, certificates));
    if (signer) return chainOf(signer);
  }
  throw new Problem("unavailable", "The issuer's certificates are being made: ask again.", { retryAfterSeconds: 1 });
}

const currentSigner = (
  certificates: readonly StoredCertificate[],
  issuer: Issuer,
  root: StoredCertificate,
  now: Date,
) =>
  certificates.find(
    ({ kind, issuerId, signingKeyId, notAfter }) =>
      kind === "documentSigner" &&
      issuerId === root.id &&
      signingKeyId === issuer.signingKeyId &&
      notAfter > daysAfter(now, RENEW_DAYS),
  );

async function makeSigner(
  ctx: Ctx,
  issuer: Issuer,
  root: Root,
  certificates: readonly StoredCertificate[],
): Promise<StoredCertificate | null> {
  const notBefore = startOf(ctx.now());
  const notAfter = daysAfter(notBefore, DOCUMENT_SIGNER_DAYS_MAX);
  const { country } = root.stored;
  const content = documentSignerContent(
    documentSignerSubject(issuer, country),
    { notBefore, notAfter },
    issuer.publicJwk,
    {
      issuer: root.certificate.subjectName,
      issuerJwk: root.signer.publicJwk,
      contact: contactOf(ctx, issuer.authorityId),
      crlUri: revocationListUrl(ctx, issuer.authorityId, root.stored.id),
    },
  );
  const certificate = await signCertificate(content, root.signer, ctx.random);
  const newest = certificates.find(({ kind }) => kind === "documentSigner");
  const stored: StoredCertificate = {
    id: ctx.random.uuid(),
    kind: "documentSigner",
    signingKeyId: issuer.signingKeyId,
    issuerId: root.stored.id,
    generation: (newest?.generation ?? 0) + 1,
    country,
    pem: certificate.toString("pem"),
    notBefore,
    notAfter,
  };
  return (await insertCertificate(ctx, issuer.authorityId, stored)) ? stored : null;
}

const chainOf = ({ pem, notBefore, notAfter }: StoredCertificate): CertificateChain => ({
  der: [new Uint8Array(new X509Certificate(pem).rawData)],
  notBefore,
  notAfter,
});
