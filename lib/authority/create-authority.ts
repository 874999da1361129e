import type * as z from "zod";
import { record } from "@/lib/audit/record";
import { keyChoiceOf } from "@/lib/authority/key-choice";
import { type AuthorityView, CreateAuthority } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { didWebOf } from "@/lib/did/web";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { takeEffect } from "@/lib/repetition/take-effect";
import { findKeyId } from "@/lib/signing-key/find-key-id";
import { type KeyPurpose, makeSigningKey } from "@/lib/signing-key/make-signing-key";
import { holdsSecret } from "@/lib/signing-key/onboard-signing-key";
import { OnboardSigningKey } from "@/lib/signing-key/schema";
import { fetchUsableSigningKey, keyNotFound } from "@/lib/signing-key/store";
import { readSettings } from "@/lib/tenant/settings";
import { holdTenant } from "@/lib/tenant/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/**
 * Makes an issuer, with a key of its own unless it names one. The key is made first, outside any transaction (security
 * D1), and becomes ready in the transaction that makes the authority: neither is ever there without the other.
 */
export const createAuthority = defineUseCase(
  { name: "createAuthority", input: CreateAuthority },
  async (ctx, input): Promise<AuthorityView> => {
    const id = ctx.random.uuid();
    const { hasAzureCredentials } = ctx;
    const defaultBackend = (await readSettings(ctx)).defaultKeyStore ?? ctx.defaultBackend;
    const choice = keyChoiceOf(input, { defaultBackend, hasAzureCredentials });
    const place = (tx: Ctx, signingKeyId: string) => insertAuthority(tx, id, input, signingKeyId);
    if ("id" in choice) await withOnboardedKey(ctx, choice.id, place);
    else await withNewKey(ctx, { name: `Key of ${input.name}`.slice(0, 80), ...choice }, { authorityId: id, place });
    return fetchAuthority(ctx, id);
  },
);

async function withNewKey(ctx: Ctx, asked: z.input<typeof OnboardSigningKey>, purpose: KeyPurpose): Promise<void> {
  const input = OnboardSigningKey.parse(asked);
  if (holdsSecret(input)) requireFreshOwner(ctx);
  await makeSigningKey(ctx, input, purpose).catch((error: unknown) => {
    throw error instanceof Problem ? belowKey(error) : error;
  });
}

/** What a key provider finds wrong in its `config` stands below `key` in the body of an authority. */
function belowKey(problem: Problem): Problem {
  const { fields, ...details } = problem.details;
  if (!fields) return problem;
  const moved = Object.entries(fields).map(([field, fault]) => [
    /^(config\.|keyType$)/.test(field) ? `key.${field}` : field,
    fault,
  ]);
  return new Problem(problem.code, problem.message, { ...details, fields: Object.fromEntries(moved) });
}

async function withOnboardedKey(ctx: Ctx, name: string, place: KeyPurpose["place"]): Promise<void> {
  const signingKeyId = await findKeyId(ctx, name);
  if (signingKeyId === null) throw keyNotFound("key.id");
  await inTransaction(ctx, async (tx) => {
    // An opt-out waits from here on, or has been: then the key is no longer there to be chosen.
    await holdTenant(tx);
    const key = await fetchUsableSigningKey(tx, signingKeyId, "key.id");
    // Written to, so that nobody has it destroyed before it is in use.
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id: key.id, state: "enabled" },
      data: { updatedAt: tx.now() },
    });
    if (count !== 1) throw invalidField("key.id", `This key cannot sign, its state is ${key.state}: choose another.`);
    await place(tx, key.id);
  });
}

async function insertAuthority(tx: Ctx, id: string, input: CreateAuthority, signingKeyId: string): Promise<void> {
  await holdTenant(tx);
  await takeEffect(tx);
  const url = new URL(input.linkedDomainUrl);
  const did = didWebOf(url);
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
      domainLinkedAt: at.createdAt,
      didHost: url.host,
      ...(input.keyVaultMetadata && { keyVaultMetadata: input.keyVaultMetadata }),
      ...at,
      updatedAt: at.createdAt,
    },
    select: { id: true },
  });
  const fragment = keyFragment(signingKeyId, id);
  await tx.db.authorityKey.create({
    data: { tenantId: tx.tenantId, authorityId: id, signingKeyId, role: "current", fragment, ...at },
    select: { fragment: true },
  });
  const details = { did, signingKeyId };
  await record(tx, { action: "authority.created", targetType: "authority", targetId: id, details });
}

/** As the Admin API's own documents write it: 32 hex digits of the key, then the start of the authority's id. */
export const keyFragment = (signingKeyId: string, authorityId: string): string =>
  `${signingKeyId.replaceAll("-", "")}vcSigningKey-${authorityId.slice(0, 5)}`;
