import { record } from "@/lib/audit/record";
import { heldKeys, lockAuthority } from "@/lib/authority/authority-keys";
import { keyFragment } from "@/lib/authority/create-authority";
import { makeRoom, requireRoom, type Spare } from "@/lib/authority/key-room";
import { authorityNotFound, fetchAuthority } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import type { KeyProvider } from "@/lib/keys/provider";
import { longestMessageOf } from "@/lib/keys/signer";
import { takeEffect } from "@/lib/repetition/take-effect";
import { destroySigningKeys } from "@/lib/signing-key/destroy-signing-keys";
import { makeSigningKey, refuseUnknownKeyType } from "@/lib/signing-key/make-signing-key";
import { type KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";
import { keyPlace } from "@/lib/signing-key/store";

/** Longer than a backend may take: what is being made has a seat among the ten until then. */
const MAKING_MS = 30_000;

interface NextKey {
  /** Without one it is of the current key's kind. */
  readonly curve?: KeyType;
  /** What may go where there are ten keys already. */
  readonly spare: Spare;
}

/**
 * Makes a key where the authority's current one is, by the same connection, and lists it as the one that comes next.
 * The current key goes on signing until the DID document is seen to hold the new one (security P5). Gives its id.
 */
export async function addNextKey(ctx: Ctx, authorityId: string, { curve, spare }: NextKey): Promise<string> {
  const { id, name, did, keys } = await fetchAuthority(ctx, authorityId);
  if (!did.startsWith("did:web:")) {
    throw new Problem("did_method_not_supported", `${did} names one key for ever: make another issuer for a new key.`);
  }
  const current = keys.find(({ role }) => role === "current");
  if (!current) throw authorityNotFound();
  if (curve) requireSuccessor(ctx.keyProviders[current.backend], current.keyType, curve);
  const { config } = await keyPlace(ctx, ctx.tenantId, current.signingKeyId);
  const input = OnboardSigningKey.parse({
    name: `${`Key of ${name}`.slice(0, 60)} (${ctx.now().toISOString().slice(0, 10)})`,
    backend: current.backend,
    keyType: curve ?? current.keyType,
    config: config.unwrap(),
  });
  let left: string[] = [];
  const made = await makeSigningKey(ctx, input, {
    authorityId: id,
    reserve: (tx) => reserveSeat(tx, id, spare),
    place: async (tx, signingKeyId) => {
      left = await takeSeat(tx, id, signingKeyId, spare);
    },
  });
  await destroySigningKeys(ctx, left);
  return made;
}

function requireSuccessor(provider: KeyProvider, from: KeyType, curve: KeyType): void {
  refuseUnknownKeyType(provider, curve, "signingKeyCurve");
  const longest = longestMessageOf(provider, curve);
  // The status lists that are there were made for the key that signs now, and could no longer be signed.
  if (longest < longestMessageOf(provider, from)) {
    const message = `A key of ${curve} signs at most ${longest} bytes at once here, too few for the status lists of this authority: choose another curve, or make another authority.`;
    throw invalidField("signingKeyCurve", message);
  }
}

async function reserveSeat(tx: Ctx, authorityId: string, spare: Spare): Promise<void> {
  await lockAuthority(tx, authorityId);
  const making = await tx.db.signingKey.count({
    where: {
      tenantId: tx.tenantId,
      intendedFor: authorityId,
      state: "creating",
      createdAt: { gt: new Date(tx.now().getTime() - MAKING_MS) },
    },
  });
  await requireRoom(tx, authorityId, making, spare);
  await record(tx, { action: "authority.rotation_requested", targetType: "authority", targetId: authorityId });
}

/** Gives the keys that made room, which are to be destroyed. */
async function takeSeat(tx: Ctx, authorityId: string, signingKeyId: string, spare: Spare): Promise<string[]> {
  await takeEffect(tx);
  await lockAuthority(tx, authorityId);
  const left = await makeRoom(tx, authorityId, spare);
  const [newest] = await heldKeys(tx, authorityId);
  const fragment = keyFragment(signingKeyId, authorityId);
  // The order of keys says which one comes next, so no two may be of the same moment.
  const createdAt = new Date(Math.max(tx.now().getTime(), (newest?.createdAt.getTime() ?? 0) + 1));
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
    details: { signingKeyId, fragment, removedKeys: left.length },
  });
  return left;
}
