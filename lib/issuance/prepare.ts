import { forgetIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { isUniqueViolation } from "@/lib/db/sql";
import type { UnsignedCredential } from "@/lib/formats/format";
import type { Draft, Intent } from "@/lib/issuance/drafting";
import { prepareCredentials } from "@/lib/issuance/release-store";
import { sessionTaken } from "@/lib/issuance/session-taken";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { type DrawnIndex, drawFreeIndices, drawIndices } from "@/lib/status-list/draw";

/** One credential whose row stands and whose bytes may now be signed. */
export interface SigningTask {
  readonly id: string;
  readonly unsigned: UnsignedCredential;
}

export interface Prepared {
  readonly attempt: number;
  readonly tasks: readonly SigningTask[];
  /** Sorted: the keys that may ask again, in whatever order. */
  readonly holderThumbprints: readonly string[];
}

/** Others may take an entry that was free a moment ago, but not so often. */
const DRAWS = 10;

/**
 * Draws status entries, encodes, and writes the intent with the digest of exactly what will be signed, before anything
 * is (security I2). An entry that is taken already is drawn anew.
 */
export async function prepare(ctx: Ctx, intent: Intent, drafts: readonly Draft[]): Promise<Prepared> {
  for (let draw = 1; ; draw++) {
    const drawn = draw === 1 ? drawIndices : drawFreeIndices;
    const entries = await drawn(ctx, intent.issuer, drafts.length);
    try {
      return await writeIntent(ctx, intent, drafts, entries);
    } catch (error) {
      if (draw === DRAWS || !isUniqueViolation(error)) throw error;
    }
  }
}

async function writeIntent(
  ctx: Ctx,
  intent: Intent,
  drafts: readonly Draft[],
  entries: readonly DrawnIndex[],
): Promise<Prepared> {
  const { issuer, session, proven } = intent;
  const planned = entries.map((entry, at) => plan(ctx, drafts[at], entry));
  const outcome = await prepareCredentials(ctx, {
    sessionId: session.id,
    authorityId: issuer.authorityId,
    contractId: session.contract_id,
    contractVersion: session.contract_version,
    signingKeyId: issuer.signingKeyId,
    format: session.format,
    accessTokenHash: intent.accessTokenHash,
    nonceHash: ctx.masterKeys.hash("nonce", proven.nonce),
    nonceExpiresAt: proven.nonceExpiresAt,
    transactionHash: session.transaction_hash,
    formerAttempt: intent.attempt,
    credentials: planned.map(({ row }) => row),
  });
  if (outcome.kind === "nonce") {
    throw new Problem("invalid_nonce", "The nonce was used with another access token: ask for a new one.");
  }
  if (outcome.kind === "key") {
    forgetIssuer(ctx, issuer.authorityId);
    throw new Problem("unavailable", "The issuer's key has just changed: ask again.", { retryAfterSeconds: 1 });
  }
  if (outcome.kind === "denied" && intent.attempt !== null) throw sessionTaken();
  if (outcome.kind !== "prepared") {
    throw new Problem("credential_request_denied", "This offer was used already, with other keys or for good.");
  }
  return {
    attempt: outcome.attempt,
    tasks: planned.map(({ task }) => task),
    holderThumbprints: drafts.map(({ holderThumbprint }) => holderThumbprint).sort(),
  };
}

function plan(ctx: Ctx, draft: Draft | undefined, entry: DrawnIndex) {
  if (!draft) throw new Error("There are more status entries than credentials.");
  const id = ctx.random.uuid();
  const unsigned = draft.encode(id, entry);
  const row = {
    id,
    statusListId: entry.statusListId,
    statusIndex: entry.index,
    signingInputDigest: sha256Base64url(unsigned.signingInput),
    holderThumbprint: draft.holderThumbprint,
    indexHash: draft.indexHash,
    foreignStatus: draft.foreignStatus,
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
  };
  return { row, task: { id, unsigned } };
}
