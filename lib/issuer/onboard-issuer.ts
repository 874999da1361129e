import type { Ctx } from "@/lib/context";
import { type DidPlan, planDid } from "@/lib/issuer/did-plan";
import { issuerName } from "@/lib/issuer/issuer-of-key";
import { planKey } from "@/lib/issuer/key-plan";
import { placeIssuer } from "@/lib/issuer/place-issuer";
import { presentKey } from "@/lib/issuer/present-key";
import { OnboardIssuer } from "@/lib/issuer/schema";
import { takeEffect } from "@/lib/repetition/take-effect";
import { makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { holdsSecret } from "@/lib/signing-key/onboard-signing-key";
import { PublicJwk } from "@/lib/signing-key/schema";
import { fetchSigningKey } from "@/lib/signing-key/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/** Makes a key in its backend and the DID that stands for it, and an authority that has both (section 3). */
export const onboardIssuer = defineUseCase({ name: "onboardIssuer", input: OnboardIssuer }, async (ctx, input) => {
  const plan = planKey(input.key, ctx.keyProviders);
  const didOf = planDid(ctx, input.did);
  if (holdsSecret(plan.input)) requireFreshOwner(ctx);
  const authorityId = ctx.random.uuid();
  let issuerDid = "";
  const signingKeyId = await makeSigningKey(ctx, plan.input, {
    authorityId,
    place: async (tx, id) => {
      await takeEffect(tx);
      issuerDid = await place(tx, { authorityId, signingKeyId: id, name: input.key.name }, didOf);
    },
  });
  const key = await fetchSigningKey(ctx, signingKeyId);
  const publicJwk = PublicJwk.parse(key.publicJwk);
  return { issuerKey: presentKey(plan.type, { ...key, publicJwk }, plan.shown), issuerDid };
});

interface Place {
  readonly authorityId: string;
  readonly signingKeyId: string;
  readonly name: string | undefined;
}

async function place(tx: Ctx, { authorityId, signingKeyId, name }: Place, didOf: DidPlan): Promise<string> {
  const { backend, publicJwk: stored } = await fetchSigningKey(tx, signingKeyId);
  const publicJwk = PublicJwk.parse(stored);
  const planned = didOf({ backend, publicJwk });
  await placeIssuer(tx, { id: authorityId, name: name ?? issuerName({ publicJwk }), signingKeyId, ...planned });
  return planned.did;
}
