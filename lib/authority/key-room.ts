import { record } from "@/lib/audit/record";
import { type HeldKey, heldKeys, liveCredentials } from "@/lib/authority/authority-keys";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { markForDestruction } from "@/lib/signing-key/destroy-signing-keys";

/** One that signs and nine others, as the Admin API keeps (section 7.4). */
const KEYS_MAX = 10;

/** Keys that may go to make room for another, the first to go first. */
export type Spare = (keys: readonly HeldKey[], live: ReadonlyMap<string, number>) => HeldKey[];

/** Those without which nothing stops verifying, the oldest first: retired ones before those that never signed. */
export const unneededKeys: Spare = (keys, live) => {
  const oldestFirst = [...keys].reverse();
  return [
    ...oldestFirst.filter(({ role, signingKeyId }) => role === "retired" && !live.has(signingKeyId)),
    ...oldestFirst.filter(({ role }) => role === "next"),
  ];
};

export const none: Spare = () => [];

/** Refuses what would be one key too many, with so many being made at this moment. */
export async function requireRoom(tx: Ctx, authorityId: string, making: number, spare: Spare): Promise<void> {
  const held = await heldKeys(tx, authorityId);
  const over = held.length + making - (KEYS_MAX - 1);
  if (over > 0 && spare(held, await liveCredentials(tx, authorityId)).length < over) throw full();
}

/** Takes out what must go for one key more; gives the keys that are to be destroyed once that has committed. */
export async function makeRoom(tx: Ctx, authorityId: string, spare: Spare): Promise<string[]> {
  const held = await heldKeys(tx, authorityId);
  const over = held.length - (KEYS_MAX - 1);
  if (over <= 0) return [];
  const leaving = spare(held, await liveCredentials(tx, authorityId)).slice(0, over);
  if (leaving.length < over) throw full();
  for (const { signingKeyId } of leaving) await withdrawKey(tx, authorityId, signingKeyId, 0);
  return markForDestruction(
    tx,
    leaving.map(({ signingKeyId }) => signingKeyId),
  );
}

/**
 * Takes a key out of the DID document. Throws `conflict` while a credential is being issued by it, or when not just
 * this many would stop verifying: no key leaves uncounted (security I8).
 */
export async function withdrawKey(tx: Ctx, authorityId: string, signingKeyId: string, expected: number): Promise<void> {
  const where = { tenantId: tx.tenantId, authorityId, signingKeyId };
  // First of all: whoever prepares a credential by this key has been waited for, and nobody does from here on.
  await tx.db.authorityKey.updateMany({ where, data: { role: "removed" } });
  const underway = await tx.db.credential.count({ where: { ...where, state: { in: ["prepared", "signed"] } } });
  if (underway > 0) throw new Problem("conflict", "A credential is just being issued by this key: try again shortly.");
  const live = (await liveCredentials(tx, authorityId)).get(signingKeyId) ?? 0;
  if (live !== expected) throw miscounted(live);
  const details = { signingKeyId, liveCredentials: live };
  await record(tx, { action: "authority.key_removed", targetType: "authority", targetId: authorityId, details });
}

function miscounted(live: number): Problem {
  const message = `${live} ${live === 1 ? "credential stops" : "credentials stop"} verifying without this key: confirm that number.`;
  return new Problem("conflict", message, { fields: { liveCredentials: message } });
}

/** In the reference's words (section 3.4). */
const full = (): Problem =>
  new Problem("signing_key_limit_reached", "Maximum number of signing keys has been reached", {
    fields: { signingKeys: "Remove a key first, saying how many credentials stop verifying without it." },
  });
