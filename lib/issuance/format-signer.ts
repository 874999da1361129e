import type { Issuer } from "@/lib/authority/signer";
import { documentSigner } from "@/lib/certificate/document-signer";
import { readChain } from "@/lib/certificate/read-chain";
import type { Platform } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import type { SignerHeader } from "@/lib/formats/format";

/** The signer as a format wants it: mdocs carry certificates of the key, the caller's own where they brought some. */
export async function formatSigner(
  platform: Platform,
  issuer: Issuer,
  format: FormatId,
  x5Chain: readonly string[] = [],
): Promise<SignerHeader> {
  const { algorithm, keyId } = issuer.signer;
  if (format !== "mso_mdoc") return { algorithm, keyId };
  const certificates =
    x5Chain.length > 0 ? readChain(x5Chain, issuer.publicJwk, platform.now()) : await documentSigner(platform, issuer);
  return { algorithm, keyId, certificates };
}

interface Validity {
  readonly validFrom: Date;
  readonly validUntil: Date;
}

/** What a certificate signs neither begins before it nor outlives it (ISO/IEC 18013-5, section 9.1.2.4). */
export function withinCertificates<Timed extends Validity>(timed: Timed, { certificates }: SignerHeader): Timed {
  if (!certificates) return timed;
  const { notBefore, notAfter } = certificates;
  return {
    ...timed,
    validFrom: new Date(Math.max(timed.validFrom.getTime(), notBefore.getTime())),
    validUntil: new Date(Math.min(timed.validUntil.getTime(), notAfter.getTime())),
  };
}
