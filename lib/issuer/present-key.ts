import { exportedJwk } from "@/lib/issuer/did-of-key";
import { type WireBackend, wireKeyTypes } from "@/lib/issuer/words";
import { fromBase64url } from "@/lib/kernel/bytes";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { importPublicKey } from "@/lib/keys/verify";
import type { PublicJwk, SigningKeyView } from "@/lib/signing-key/schema";

/** A key that can sign, as far as its object tells of it. */
type PresentableKey = Pick<SigningKeyView, "backend" | "keyType" | "reference"> & {
  readonly publicJwk: PublicJwk;
};

/** The key object of an answer (section 5), in its members' order there, without anything secret. */
export function presentKey(
  type: WireBackend,
  key: PresentableKey,
  shown: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const jwk = exportedJwk(key);
  const id = backendId(key);
  const _keyType = wireKeyTypes[key.keyType];
  switch (type) {
    case "jwk":
      return { type, jwk };
    case "tse":
      return { type, ...shown, id, _publicKey: signedBytes(key), _keyType };
    case "aws":
    case "aws-rest-api":
      return { type, ...shown, id, _publicKey: JSON.stringify(jwk), _keyType };
    case "azure":
    case "azure-rest-api":
      return { type, id, ...shown, _keyType, _publicKey: { type: "jwk", jwk } };
  }
}

/** The key's own id, without a DID before it. */
export const bareKeyId = (key: Pick<PresentableKey, "backend" | "reference" | "publicJwk">): string =>
  key.backend === "jwk" ? keyThumbprint(key.publicJwk) : backendId(key);

/** By which name a `did:web` lists a key: the backend's where that can stand in a DID URL, else its thumbprint. */
export const keyIdOf = (key: Pick<PresentableKey, "backend" | "reference" | "publicJwk">): string =>
  key.backend === "aws" || key.backend === "vault" ? backendId(key) : keyThumbprint(key.publicJwk);

/** KMS keys go by the last part of their ARN, Vault's by their name, Azure's by the whole address. */
const backendId = ({ backend, reference }: Pick<PresentableKey, "backend" | "reference">): string =>
  backend === "azure" ? (reference ?? "") : (reference?.split("/").at(-1) ?? "");

/** −128…127, as the JVM has bytes: of Ed25519 the bare key, of the others the SubjectPublicKeyInfo. */
function signedBytes({ publicJwk }: PresentableKey): number[] {
  const { kty, x = "" } = publicJwk;
  const bytes = kty === "OKP" ? fromBase64url(x) : importPublicKey(publicJwk).export({ type: "spki", format: "der" });
  return [...new Int8Array(bytes)];
}
