import { createHash } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  type Name,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@/lib/certificate/x509";
import type { Random } from "@/lib/kernel/ids";
import { hashOf } from "@/lib/keys/algorithms";
import { importPublicKey, verifySignature } from "@/lib/keys/verify";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** Signs certificates: any of our keys does, whoever holds it. */
export interface CertificateSigner {
  readonly algorithm: Algorithm;
  readonly publicJwk: PublicJwk;
  /** r‖s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export interface CertificateContent {
  readonly subject: Name;
  readonly issuer: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The key that is certified. */
  readonly publicJwk: PublicJwk;
  readonly extensions: readonly Extension[];
}

const EC_ALGORITHMS = ["ES256", "ES384", "ES512"] as const;
type EcAlgorithm = (typeof EC_ALGORITHMS)[number];

/** Keys that mdocs and their certificates can be signed with (ISO/IEC 18013-5, annex B). */
export const certifiable = (algorithm: Algorithm): algorithm is EcAlgorithm =>
  EC_ALGORITHMS.some((one) => one === algorithm);

const webHash = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" } as const;

/** ECDSA as the library names it, with the curve that tells it how wide r and s are. */
export function webAlgorithm({ algorithm, publicJwk }: CertificateSigner) {
  if (!certifiable(algorithm)) throw new Error(`Certificates are not signed with ${algorithm}.`);
  return { name: "ECDSA", namedCurve: publicJwk.crv ?? "", hash: webHash[hashOf[algorithm]] };
}

/**
 * An X.509 certificate in version 3 with a serial number of 126 random bits. The library writes it; what is to be signed
 * goes to the key's holder, and what comes back is verified before anybody sees it (security P3).
 */
export async function signCertificate(
  content: CertificateContent,
  signer: CertificateSigner,
  random: Random,
): Promise<X509Certificate> {
  const algorithm = webAlgorithm(signer);
  const { publicJwk, extensions, ...names } = content;
  return X509CertificateGenerator.create(
    {
      ...names,
      serialNumber: serialNumber(random),
      publicKey: new Uint8Array(importPublicKey(publicJwk).export({ type: "spki", format: "der" })),
      signingAlgorithm: algorithm,
      signingKey: { algorithm } as unknown as CryptoKey,
      extensions: [...extensions],
    },
    signingCrypto(signer),
  );
}

/** The one thing that the library asks of the Web Crypto API here, done by whoever holds the key. */
export const signingCrypto = (signer: CertificateSigner): Crypto =>
  ({
    subtle: {
      sign: async (_algorithm: unknown, _key: unknown, data: BufferSource) => {
        const bytes = new Uint8Array(data as ArrayBuffer);
        const signature = await signer.sign(bytes);
        if (!(await verifySignature(signer.publicJwk, signer.algorithm, bytes, signature))) {
          throw new Error("The certificate's signature does not verify.");
        }
        return new Uint8Array(signature).buffer;
      },
    },
  }) as unknown as Crypto;

/** Positive, and never shorter than its twins: the first byte is neither zero nor negative. */
function serialNumber(random: Random): string {
  const bytes = random.bytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}

/** SHA-1 of the public key's point, as RFC 5280, section 4.2.1.2 (1) makes it: it names a key, it protects nothing. */
function keyIdentifier({ x = "", y = "" }: PublicJwk): string {
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return createHash("sha1").update(point).digest("hex");
}

export const subjectKey = (jwk: PublicJwk): Extension => new SubjectKeyIdentifierExtension(keyIdentifier(jwk));
export const authorityKey = (jwk: PublicJwk): Extension => new AuthorityKeyIdentifierExtension(keyIdentifier(jwk));
