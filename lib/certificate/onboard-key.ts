import { auditedKeySigner } from "@/lib/certificate/key-signer";
import type { CertificateSigner } from "@/lib/certificate/sign-certificate";
import { certifiable } from "@/lib/certificate/sign-certificate";
import type { Ctx } from "@/lib/context";
import { inWordsOfBackend } from "@/lib/issuer/backend-refusal";
import { planKey } from "@/lib/issuer/key-plan";
import { presentKey } from "@/lib/issuer/present-key";
import { unsupportedKeyType } from "@/lib/issuer/words";
import { takeEffect } from "@/lib/repetition/take-effect";
import { makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { holdsSecret } from "@/lib/signing-key/onboard-signing-key";
import { algorithmOf, PublicJwk } from "@/lib/signing-key/schema";
import { fetchSigningKey } from "@/lib/signing-key/store";
import { requireFreshOwner } from "@/lib/use-case";

const FIELD = "ecKeyGenRequestParams";

interface KeyRequest {
  readonly backend: string;
  readonly keyType: string;
  readonly config: Record<string, unknown> | undefined;
}

interface CertificateKey {
  /** The key object of the answer, without secrets. */
  readonly shown: Record<string, unknown>;
  readonly signer: CertificateSigner;
}

/** Reads what key is wanted, so that nothing is made for a request that is refused; the result makes it. */
export function plannedKey(ctx: Ctx, wanted: KeyRequest, name: string): () => Promise<CertificateKey> {
  const plan = planKey({ ...wanted, name: name.slice(0, 80) }, ctx.keyProviders, FIELD);
  if (!certifiable(algorithmOf[plan.input.keyType])) throw unsupportedKeyType(wanted.keyType, `${FIELD}.keyType`);
  return async () => {
    if (holdsSecret(plan.input)) requireFreshOwner(ctx);
    const id = await makeSigningKey(ctx, plan.input, { authorityId: null, place: (tx) => takeEffect(tx) }).catch(
      (error: unknown) => {
        throw inWordsOfBackend(error, plan);
      },
    );
    const key = await fetchSigningKey(ctx, id);
    const publicJwk = PublicJwk.parse(key.publicJwk);
    return {
      shown: presentKey(plan.type, { ...key, publicJwk }, plan.shown),
      signer: await auditedKeySigner(ctx, id),
    };
  };
}
