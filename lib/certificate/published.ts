import "server-only";
import { findIssuerOrFormer } from "@/lib/authority/signer";
import { daysAfter } from "@/lib/certificate/profiles";
import { openRoot, startOf } from "@/lib/certificate/root";
import { authorityKey, signingCrypto, webAlgorithm } from "@/lib/certificate/sign-certificate";
import { certificatesOf, type StoredCertificate } from "@/lib/certificate/store";
import { X509CrlGenerator } from "@/lib/certificate/x509";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";

async function rootsOf(platform: Platform, authorityId: string): Promise<StoredCertificate[]> {
  const issuer = await findIssuerOrFormer(platform, authorityId);
  if (!issuer) return [];
  const all = await certificatesOf(platform, issuer.tenantId, authorityId);
  return all.filter(({ kind, notAfter }) => kind === "iaca" && notAfter > platform.now());
}

/** The roots that verifiers of an authority's mdocs trust, in PEM, the newest first; null when it has none. */
export async function publishedRoots(platform: Platform, authorityId: string): Promise<string | null> {
  const roots = await rootsOf(platform, authorityId);
  return roots.length === 0 ? null : `${roots.map(({ pem }) => pem.trim()).join("\n")}\n`;
}

const REVOCATION_LIST_DAYS = 7;
const HOUR_MS = 3_600_000;

interface Kept {
  readonly list: Promise<Uint8Array>;
}

const kept = databaseCache<Kept>({ max: 1000, ttl: HOUR_MS });

/**
 * The list of what was withdrawn under a root, in DER (RFC 5280, section 5), signed anew each hour that somebody asks.
 * It is empty: a document is withdrawn by its own status, and a key that must not be trusted any more leaves with its
 * authority. Null when there is no such root. Throws the key provider's Problem.
 */
export async function revocationList(
  platform: Platform,
  authorityId: string,
  rootId: string,
): Promise<Uint8Array | null> {
  const known = kept(platform).get(rootId);
  if (known) return known.list;
  const stored = (await rootsOf(platform, authorityId)).find(({ id }) => id === rootId);
  const issuer = stored && (await findIssuerOrFormer(platform, authorityId));
  if (!stored || !issuer) return null;
  const list = signList(platform, issuer.tenantId, stored);
  kept(platform).set(rootId, { list });
  list.catch(() => kept(platform).delete(rootId));
  return list;
}

async function signList(platform: Platform, tenantId: string, stored: StoredCertificate): Promise<Uint8Array> {
  const { certificate, signer } = await openRoot(platform, tenantId, stored);
  const algorithm = webAlgorithm(signer);
  const thisUpdate = startOf(daysAfter(platform.now(), 1));
  const list = await X509CrlGenerator.create(
    {
      issuer: certificate.subjectName,
      thisUpdate,
      nextUpdate: daysAfter(thisUpdate, REVOCATION_LIST_DAYS),
      entries: [],
      extensions: [authorityKey(signer.publicJwk)],
      signingAlgorithm: algorithm,
      signingKey: { algorithm } as unknown as CryptoKey,
    },
    signingCrypto(signer),
  );
  return new Uint8Array(list.rawData);
}
