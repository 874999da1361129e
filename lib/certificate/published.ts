import "server-only";
import { findIssuerOrFormer } from "@/lib/authority/signer";
import { daysAfter } from "@/lib/certificate/profiles";
import { openRoot, startOf } from "@/lib/certificate/root";
import { authorityKey, signingCrypto, webAlgorithm } from "@/lib/certificate/sign-certificate";
import {
  certificatesOf,
  type StoredCertificate,
  type WithdrawnCertificate,
  withdrawnUnder,
} from "@/lib/certificate/store";
import { X509Certificate, X509CrlGenerator } from "@/lib/certificate/x509";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { isUuid } from "@/lib/kernel/ids";

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
  /** The certificates that stand in it: some come when a key is taken away, others go when they run out. */
  readonly entries: string;
  readonly list: Promise<Uint8Array>;
}

const kept = databaseCache<Kept>({ name: "revocation-lists", max: 1000, ttl: HOUR_MS });

/**
 * The list of what was withdrawn under a root, in DER (RFC 5280, section 5), signed anew each hour that somebody asks, and
 * at once when a key was taken from its authority: its certificates stand here, since verifiers of mdocs know no DID
 * document. A document is withdrawn by its own status. Null when there is no such root. Throws the key provider's Problem.
 */
export async function revocationList(
  platform: Platform,
  authorityId: string,
  rootId: string,
): Promise<Uint8Array | null> {
  const issuer = await findIssuerOrFormer(platform, authorityId);
  if (!issuer || !isUuid(rootId)) return null;
  const withdrawn = await withdrawnUnder(platform, issuer, rootId);
  const entries = withdrawn.map(({ pem }) => pem).join();
  const known = kept(platform).get(rootId);
  if (known?.entries === entries) return known.list;
  const stored = (await rootsOf(platform, authorityId)).find(({ id }) => id === rootId);
  if (!stored) return null;
  const list = signList(platform, issuer.tenantId, stored, withdrawn);
  kept(platform).set(rootId, { entries, list });
  list.catch(() => kept(platform).delete(rootId));
  return list;
}

async function signList(
  platform: Platform,
  tenantId: string,
  stored: StoredCertificate,
  withdrawn: readonly WithdrawnCertificate[],
): Promise<Uint8Array> {
  const { certificate, signer } = await openRoot(platform, tenantId, stored);
  const algorithm = webAlgorithm(signer);
  const thisUpdate = startOf(daysAfter(platform.now(), 1));
  const list = await X509CrlGenerator.create(
    {
      issuer: certificate.subjectName,
      thisUpdate,
      nextUpdate: daysAfter(thisUpdate, REVOCATION_LIST_DAYS),
      entries: withdrawn.map(({ pem, since }) => ({
        serialNumber: new X509Certificate(pem).serialNumber,
        revocationDate: since,
      })),
      extensions: [authorityKey(signer.publicJwk)],
      signingAlgorithm: algorithm,
      signingKey: { algorithm } as unknown as CryptoKey,
    },
    signingCrypto(signer),
  );
  return new Uint8Array(list.rawData);
}
