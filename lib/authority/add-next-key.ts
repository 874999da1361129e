import { record } from "@/lib/audit/record";
import { heldKeys, lockAuthority } from "@/lib/authority/authority-keys";
import { keyFragment } from "@/lib/authority/create-authority";
import { authorityNotFound, fetchAuthority } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { takeEffect } from "@/lib/repetition/take-effect";
import { makeSigningKey, refuseUnknownKeyType } from "@/lib/signing-key/make-signing-key";
import { type KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";
import { keyPlace } from "@/lib/signing-key/store";

/** One that signs and nine others, as the Admin API keeps (section 7.4). None falls off by itself. */
const KEYS_MAX = 10;
/** Longer than a backend may take: what is being made has a seat among the ten until then. */
const MAKING_MS = 30_000;

/**
 * Makes a key where the authority's current one is, by the same connection, and lists it as the one that comes next.
 * The current key goes on signing until the DID document is seen to hold the new one (security P5). Gives its id.
 */
export async function addNextKey(ctx: Ctx, authorityId: string, curve?: KeyType): Promise<string> {
  const { id, name, did, keys } = await fetchAuthority(ctx, authorityId);
  if (!did.startsWith("did:web:")) {
    throw new Problem("did_method_not_supported", `${did} names one key for ever: make another issuer for a new key.`);
  }
  const current = keys.find(({ role }) => role === "current");
  if (!current) throw authorityNotFound();
  if (curve) refuseUnknownKeyType(ctx.keyProviders[current.backend], curve, "signingKeyCurve");
  const { config } = await keyPlace(ctx, ctx.tenantId, current.signingKeyId);
  const input = OnboardSigningKey.parse({
    name: `${`Key of ${name}`.slice(0, 60)} (${ctx.now().toISOString().slice(0, 10)})`,
    backend: current.backend,
    keyType: curve ?? current.keyType,
    config: config.unwrap(),
  });
  return makeSigningKey(ctx, input, {
    authorityId: id,
    reserve: (tx) => reserveSeat(tx, id),
    place: (tx, signingKeyId) => takeSeat(tx, id, signingKeyId),
  });
}

async function reserveSeat(tx: Ctx, authorityId: string): Promise<void> {
  await lockAuthority(tx, authorityId);
  const making = await tx.db.signingKey.count({
    where: {
      tenantId: tx.tenantId,
      intendedFor: authorityId,
      state: "creating",
      createdAt: { gt: new Date(tx.now().getTime() - MAKING_MS) },
    },
  });
  const held = await heldKeys(tx, authorityId);
  if (held.length + making >= KEYS_MAX) throw full();
}

async function takeSeat(tx: Ctx, authorityId: string, signingKeyId: string): Promise<void> {
  await takeEffect(tx);
  await lockAuthority(tx, authorityId);
  const held = await heldKeys(tx, authorityId);
  if (held.length >= KEYS_MAX) throw full();
  const fragment = keyFragment(signingKeyId, authorityId);
  // The order of keys says which one comes next, so no two may be of the same moment.
  const newest = held[0]?.createdAt.getTime() ?? 0;
  const createdAt = new Date(Math.max(tx.now().getTime(), newest + 1));
  await tx.db.authorityKey.create({
    data: { tenantId: tx.tenantId, authorityId, signingKeyId, role: "next", fragment, createdAt },
    select: { fragment: true },
  });
  await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id: authorityId },
    data: { didDocumentStatus: "outOfSync" },
  });
  await record(tx, {
    action: "authority.key_added",
    targetType: "authority",
    targetId: authorityId,
    details: { signingKeyId, fragment },
  });
}

const full = (): Problem =>
  new Problem("signing_key_limit_reached", "Maximum number of signing keys has been reached", {
    fields: { signingKeys: "Remove a key that is no longer needed first." },
  });
