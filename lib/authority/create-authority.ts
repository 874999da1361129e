import { record } from "@/lib/audit/record";
import { keyChoiceOf } from "@/lib/authority/key-choice";
import { type AuthorityView, CreateAuthority } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { didWebOf } from "@/lib/did/web";
import { invalidField } from "@/lib/kernel/errors";
import { takeEffect } from "@/lib/repetition/take-effect";
import { onboardSigningKey } from "@/lib/signing-key/onboard-signing-key";
import type { SigningKeyView } from "@/lib/signing-key/schema";
import { fetchSigningKey } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * Makes an issuer with a key of its own. The key is made first, outside any transaction (security D1): should the rest
 * fail, it stands in the list of keys and can be used for the next try.
 */
export const createAuthority = defineUseCase(
  { name: "createAuthority", input: CreateAuthority },
  async (ctx, input): Promise<AuthorityView> => {
    const key = await keyOf(ctx, input);
    const id = ctx.random.uuid();
    const url = new URL(input.linkedDomainUrl);
    const did = didWebOf(url);
    await inTransaction(ctx, async (tx) => {
      await takeEffect(tx);
      const at = { createdAt: tx.now() };
      await tx.db.authority.create({
        data: {
          tenantId: tx.tenantId,
          id,
          name: input.name,
          didMethod: input.didMethod,
          did,
          linkedDomainUrl: input.linkedDomainUrl,
          domainHost: url.host,
          didHost: url.host,
          ...(input.keyVaultMetadata && { keyVaultMetadata: input.keyVaultMetadata }),
          ...at,
          updatedAt: at.createdAt,
        },
        select: { id: true },
      });
      const fragment = keyFragment(key.id, id);
      await tx.db.authorityKey.create({
        data: { tenantId: tx.tenantId, authorityId: id, signingKeyId: key.id, role: "current", fragment, ...at },
        select: { fragment: true },
      });
      const details = { did, signingKeyId: key.id };
      await record(tx, { action: "authority.created", targetType: "authority", targetId: id, details });
    });
    return fetchAuthority(ctx, id);
  },
);

/** As the Admin API's own documents write it: 32 hex digits of the key, then the start of the authority's id. */
export const keyFragment = (signingKeyId: string, authorityId: string): string =>
  `${signingKeyId.replaceAll("-", "")}vcSigningKey-${authorityId.slice(0, 5)}`;

async function keyOf(ctx: Ctx, input: CreateAuthority): Promise<SigningKeyView> {
  const choice = keyChoiceOf(input, ctx.defaultBackend);
  if (!("id" in choice)) return onboardSigningKey(ctx, { name: `Key of ${input.name}`.slice(0, 80), ...choice });
  const key = await fetchSigningKey(ctx, choice.id, "key.id");
  if (key.state !== "enabled" || !key.publicJwk) {
    throw invalidField("key.id", `This key cannot sign, its state is ${key.state}: choose another.`);
  }
  return key;
}
