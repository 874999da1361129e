import { countSignerCall } from "@/lib/kernel/counters";
import { Problem } from "@/lib/kernel/errors";
import type { KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { verifySignature } from "@/lib/keys/verify";
import type { Algorithm, KeyType } from "@/lib/signing-key/schema";

/** What a format or document needs to sign. `keyId` is the DID URL of the verification method. */
export interface Signer {
  readonly algorithm: Algorithm;
  readonly keyId: string;
  /** In bytes: of what is longer, `sign` says no. */
  readonly longestMessage: number;
  /** Signs and checks the signature with the public key before handing it out (security P3). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** In bytes; most backends have no limit. */
export const longestMessageOf = (provider: Pick<KeyProvider, "longestMessage">, keyType: KeyType): number =>
  provider.longestMessage?.(keyType) ?? Number.POSITIVE_INFINITY;

export function signerOf(provider: KeyProvider, key: KeyHandle, keyId: string): Signer {
  return {
    algorithm: key.algorithm,
    keyId,
    longestMessage: longestMessageOf(provider, key.keyType),
    async sign(data) {
      const signature = await counted(provider.name, provider.sign(key, data));
      if (!(await verifySignature(key.publicJwk, key.algorithm, data, signature))) {
        throw new Problem("key_provider_refused", "The key store gave a signature that does not verify.", {
          retryAfterSeconds: 30,
          cause: `invalid signature from ${key.backend} key ${key.id}`,
        });
      }
      return signature;
    },
  };
}

function counted<Result>(provider: string, call: Promise<Result>): Promise<Result> {
  call.then(
    () => countSignerCall(provider, "ok"),
    () => countSignerCall(provider, "failed"),
  );
  return call;
}
