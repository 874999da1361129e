import canonicalize from "canonicalize";
import type { Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import type { KeyHandle } from "@/lib/keys/provider";
import { type Signer, signerOf } from "@/lib/keys/signer";
import { forgetKey, keyHandle } from "@/lib/signing-key/store";

/**
 * Signs by a key of a tenant's. What the backend refuses is asked once more where another process has replaced the key's
 * credentials since: the old ones may be switched off in the very moment in which new ones are taken over.
 */
export function signerOfKey(platform: Platform, handle: KeyHandle, keyId: string): Signer {
  const provider = platform.keyProviders[handle.backend];
  const signer = signerOf(provider, handle, keyId);
  const sign = (data: Uint8Array): Promise<Uint8Array> =>
    signer.sign(data).catch(async (error: unknown) => {
      const replaced = isRefusal(error) ? await replacedHandle(platform, handle) : null;
      if (!replaced) throw error;
      return signerOf(provider, replaced, keyId).sign(data);
    });
  return { ...signer, sign };
}

const isRefusal = (error: unknown): boolean => error instanceof Problem && error.code === "key_provider_refused";

/** The same key by other credentials; null when they are what they were. */
async function replacedHandle(platform: Platform, { tenantId, id, config }: KeyHandle): Promise<KeyHandle | null> {
  forgetKey(platform, tenantId, id);
  const now = await keyHandle(platform, tenantId, id).catch(() => null);
  return now && canonicalize(now.config.unwrap()) !== canonicalize(config.unwrap()) ? now : null;
}
