import { X509Certificate } from "node:crypto";
import * as z from "zod";
import { publicJwkOf } from "@/lib/did/public-jwk";
import type { PublicJwk } from "@/lib/signing-key/schema";

const Chain = z.array(z.base64()).min(1).max(10);

/**
 * The key of the first of these certificates (`x5c`, RFC 7515, section 4.1.6); null unless they are certificates, each
 * signed by the next, that are valid now. No root of wallets is known here: who certified the key is not judged.
 */
export function certifiedKey(x5c: unknown, now: Date): PublicJwk | null {
  const encoded = Chain.safeParse(x5c);
  if (!encoded.success) return null;
  try {
    const chain = encoded.data.map((one) => new X509Certificate(Buffer.from(one, "base64")));
    const [leaf] = chain;
    if (!leaf || !chain.every((one, at) => isValid(one, now) && isSignedBy(one, chain[at + 1]))) return null;
    return publicJwkOf(leaf.publicKey.export({ format: "jwk" }));
  } catch {
    return null;
  }
}

const isValid = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  Date.parse(validFrom) <= now.getTime() && now.getTime() < Date.parse(validTo);

/** The last may be a root, or have been signed by one that is left out. */
const isSignedBy = (one: X509Certificate, next: X509Certificate | undefined): boolean =>
  next === undefined || (one.checkIssued(next) && one.verify(next.publicKey));
