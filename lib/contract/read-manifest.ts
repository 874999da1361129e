import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { negotiatedDisplay } from "@/lib/contract/locales";
import { type ContractManifest, contractManifest } from "@/lib/contract/manifest";
import { manifestUrl } from "@/lib/contract/rows";
import { findContractByPublicId } from "@/lib/contract/store";
import { databaseCache } from "@/lib/db/database-cache";
import { unsignedJws } from "@/lib/formats/compact";
import { isUuid } from "@/lib/kernel/ids";

const DAY_SECONDS = 86_400;
const PUBLIC_ID = /^[\w-]{1,500}$/;

export interface PublishedManifest {
  readonly locale: string;
  readonly manifest: ContractManifest;
  /** The manifest as a compact JWS under the authority's current key. Throws the key provider's Problem. */
  sign(): Promise<string>;
}

/**
 * The manifest at a contract's `manifestUrl`, in the reader's language. Null when there is no such contract, when it is
 * archived, or when its tenant is gone. It says the same all day, so that a signature serves everyone who asks.
 */
export async function readManifest(
  platform: Platform,
  { tenantId: tenant, contractId }: { readonly tenantId: string; readonly contractId: string },
  acceptLanguage: string | null,
): Promise<PublishedManifest | null> {
  const tenantId = tenant.toLowerCase();
  const known = isUuid(tenantId) && PUBLIC_ID.test(contractId);
  const contract = known ? await findContractByPublicId(platform, tenantId, contractId) : null;
  const issuer = contract && (await findIssuer(platform, contract.authorityId));
  const display = contract && negotiatedDisplay(contract.displays, acceptLanguage);
  if (!issuer || !display) return null;
  const now = Math.floor(platform.now().getTime() / 1000);
  const { publicId, rules } = contract;
  const manifest = contractManifest({
    publicUrl: platform.publicUrl,
    tenantId,
    publicId,
    manifestUrl: manifestUrl(platform, tenantId, publicId),
    did: issuer.did,
    rules,
    display,
    issuedAtSeconds: now - (now % DAY_SECONDS),
  });
  const name = [contract.id, contract.version, display.locale, issuer.signer.keyId, manifest.iat].join(" ");
  return { locale: display.locale, manifest, sign: () => signedOnce(platform, issuer, name, manifest) };
}

interface Signed {
  readonly token: Promise<string>;
  readonly size: number;
}

/** Manifests hold logos, so they are bounded by their size in memory. Anyone may ask, and a signature costs. */
const signatures = databaseCache<Signed>({
  name: "manifest-signatures",
  max: 20_000,
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ size }) => size,
  ttl: DAY_SECONDS * 1000,
});

/** One signature a day for each version, language and key, however many ask, and at once. */
function signedOnce(platform: Platform, issuer: Issuer, name: string, manifest: ContractManifest): Promise<string> {
  const cache = signatures(platform);
  const known = cache.get(name);
  if (known) return known.token;
  const { signer } = issuer;
  const unsigned = unsignedJws({ alg: signer.algorithm, typ: "JWT", kid: signer.keyId }, manifest);
  const token = signer.sign(unsigned.signingInput).then((signature) => unsigned.complete(signature));
  const made = { token, size: unsigned.signingInput.length * 2 };
  cache.set(name, made);
  token.catch(() => cache.get(name) === made && cache.delete(name));
  return token;
}
