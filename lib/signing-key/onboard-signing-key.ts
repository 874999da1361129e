import { makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { OnboardSigningKey, type SigningKeyView } from "@/lib/signing-key/schema";
import { fetchSigningKey } from "@/lib/signing-key/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/** Makes a key in its backend, for any authority to choose. */
export const onboardSigningKey = defineUseCase(
  { name: "onboardSigningKey", input: OnboardSigningKey },
  async (ctx, input): Promise<SigningKeyView> => {
    if (holdsSecret(input)) requireFreshOwner(ctx);
    return fetchSigningKey(ctx, await makeSigningKey(ctx, input));
  },
);

/** Credentials of a key store are taken from an owner only, who signed in just now (security A6). */
export const holdsSecret = (input: OnboardSigningKey): boolean =>
  input.backend === "vault" ||
  (input.backend === "azure" && input.config.credentials === "clientSecret") ||
  (input.backend === "aws" && input.config.credentials === "accessKey");
