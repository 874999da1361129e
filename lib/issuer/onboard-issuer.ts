import { type Ctx, inTransaction } from "@/lib/context";
import { inWordsOfBackend } from "@/lib/issuer/backend-refusal";
import { CHEQD_FRAGMENT } from "@/lib/issuer/cheqd-document";
import { type DidPlan, planDid, type RegisteredDid } from "@/lib/issuer/did-plan";
import { issuerName } from "@/lib/issuer/issuer-of-key";
import { type KeyPlan, planKey } from "@/lib/issuer/key-plan";
import { claimDidWeb } from "@/lib/issuer/new-did-web";
import { placeIssuer } from "@/lib/issuer/place-issuer";
import { presentKey } from "@/lib/issuer/present-key";
import { registerCheqdDid, requireEd25519 } from "@/lib/issuer/register-did";
import { OnboardIssuer } from "@/lib/issuer/schema";
import { takeEffect } from "@/lib/repetition/take-effect";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
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
  const made =
    "network" in didOf ? await withLedger(ctx, input, plan, didOf) : await withinKey(ctx, input, plan, didOf);
  const key = await fetchSigningKey(ctx, made.signingKeyId);
  const publicJwk = PublicJwk.parse(key.publicJwk);
  return { issuerKey: presentKey(plan.type, { ...key, publicJwk }, plan.shown), issuerDid: made.issuerDid };
});

interface MadeIssuer {
  readonly signingKeyId: string;
  readonly issuerDid: string;
}

/** Where the key is enough to make the DID: all of it becomes ready at once. */
async function withinKey(ctx: Ctx, input: OnboardIssuer, plan: KeyPlan, didOf: DidPlan): Promise<MadeIssuer> {
  const authorityId = ctx.random.uuid();
  let issuerDid = "";
  const signingKeyId = await makeSigningKey(ctx, plan.input, {
    authorityId,
    place: async (tx, id) => {
      await takeEffect(tx);
      issuerDid = await place(tx, { authorityId, signingKeyId: id, name: input.key.name }, didOf);
    },
  }).catch((error: unknown) => {
    throw inWordsOfBackend(error, plan);
  });
  return { signingKeyId, issuerDid };
}

/** The key first, for it signs its own registration; it goes again when there is none (security I14). */
async function withLedger(
  ctx: Ctx,
  input: OnboardIssuer,
  plan: KeyPlan,
  { network }: RegisteredDid,
): Promise<MadeIssuer> {
  requireEd25519(plan.input.keyType);
  const signingKeyId = await makeSigningKey(ctx, plan.input).catch((error: unknown) => {
    throw inWordsOfBackend(error, plan);
  });
  try {
    const { backend, keyType, publicJwk: stored } = await fetchSigningKey(ctx, signingKeyId);
    const publicJwk = PublicJwk.parse(stored);
    const did = await registerCheqdDid(ctx, { id: signingKeyId, backend, keyType, publicJwk }, network);
    const name = input.key.name ?? issuerName({ publicJwk });
    const planned = { didMethod: "cheqd", did, didPlace: "", fragment: CHEQD_FRAGMENT } as const;
    await inTransaction(ctx, async (tx) => {
      await takeEffect(tx);
      await placeIssuer(tx, { id: ctx.random.uuid(), name, signingKeyId, ...planned });
    });
    return { signingKeyId, issuerDid: did };
  } catch (error) {
    await destroySigningKeys(ctx, await inTransaction(ctx, (tx) => markForDestruction(tx, [signingKeyId])));
    throw error;
  }
}

interface Place {
  readonly authorityId: string;
  readonly signingKeyId: string;
  readonly name: string | undefined;
}

async function place(tx: Ctx, { authorityId, signingKeyId, name }: Place, didOf: DidPlan): Promise<string> {
  const { backend, reference, publicJwk: stored } = await fetchSigningKey(tx, signingKeyId);
  const publicJwk = PublicJwk.parse(stored);
  const planned = didOf({ backend, reference, publicJwk });
  if (planned.didMethod === "web") await claimDidWeb(tx, planned.did);
  await placeIssuer(tx, { id: authorityId, name: name ?? issuerName({ publicJwk }), signingKeyId, ...planned });
  return planned.did;
}
