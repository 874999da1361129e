import { forgetIssuer, type Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { ContractRules } from "@/lib/contract/rules-schema";
import type { ContractContent } from "@/lib/contract/store";
import { storedIndexHash, wireIndexHash } from "@/lib/credential/index-hash";
import { isUniqueViolation } from "@/lib/db/sql";
import type { CredentialDraft, Holder, UnsignedCredential } from "@/lib/formats/format";
import { credentialFormats } from "@/lib/formats/registry";
import { hintMappings, indexedValue } from "@/lib/issuance/claims";
import { credentialTypeUrl } from "@/lib/issuance/identifiers";
import type { ProvenHolders } from "@/lib/issuance/proof";
import { prepareCredentials } from "@/lib/issuance/release-store";
import type { SessionRow } from "@/lib/issuance/store";
import { validityOf } from "@/lib/issuance/validity";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { credentialUrn } from "@/lib/kernel/ids";
import { type DrawnIndex, drawIndices } from "@/lib/status-list/draw";
import { statusListUrl } from "@/lib/status-list/publish";

export interface Intent {
  readonly issuer: Issuer;
  readonly session: SessionRow;
  readonly contract: ContractContent;
  readonly claims: Readonly<Record<string, string>>;
  readonly proven: ProvenHolders;
  readonly accessTokenHash: string;
}

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

/** A list is half full at most, so that this many draws never all meet taken entries. */
const DRAWS = 40;

/**
 * Draws status entries, encodes, and writes the intent with the digest of exactly what will be signed, before anything
 * is (security I2). An entry that is taken already is drawn anew.
 */
export async function prepare(ctx: Ctx, intent: Intent): Promise<Prepared> {
  requireMandatoryClaims(intent);
  const { holders } = intent.proven;
  for (let draw = 1; ; draw++) {
    const entries = await drawIndices(ctx, intent.issuer, holders.length);
    try {
      return await writeIntent(ctx, intent, holders, entries);
    } catch (error) {
      if (draw === DRAWS || !isUniqueViolation(error)) throw error;
    }
  }
}

async function writeIntent(
  ctx: Ctx,
  intent: Intent,
  holders: readonly Holder[],
  entries: readonly DrawnIndex[],
): Promise<Prepared> {
  const { issuer, session, proven } = intent;
  const validity = validityOf(ctx.now(), intent.contract.rules.validityInterval, session.valid_until);
  const planned = entries.map((entry, at) => plan(ctx, intent, holders[at], entry, validity));
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
    indexHash: indexHashOf(ctx, intent),
    ...validity,
    credentials: planned.map(({ row }) => row),
  });
  if (outcome.kind === "nonce") {
    throw new Problem("invalid_nonce", "The nonce was used with another access token: ask for a new one.");
  }
  if (outcome.kind === "key") {
    forgetIssuer(ctx, issuer.authorityId);
    throw new Problem("unavailable", "The issuer's key has just changed: ask again.", { retryAfterSeconds: 1 });
  }
  if (outcome.kind !== "prepared") {
    throw new Problem("credential_request_denied", "This offer was used already, with other keys or for good.");
  }
  return {
    attempt: outcome.attempt,
    tasks: planned.map(({ task }) => task),
    holderThumbprints: holders.map(({ thumbprint }) => thumbprint).sort(),
  };
}

function plan(
  ctx: Ctx,
  { issuer, session, contract, claims }: Intent,
  holder: Holder | undefined,
  { statusListId, index }: DrawnIndex,
  validity: { readonly validFrom: Date; readonly validUntil: Date },
) {
  if (!holder) throw new Error("There are more status entries than holders.");
  const id = ctx.random.uuid();
  const draft: CredentialDraft = {
    id: credentialUrn(id),
    issuer: issuer.did,
    types: contract.rules.vc.type,
    vct: credentialTypeUrl(ctx, session.contract_id, session.contract_version),
    claims,
    holder,
    ...validity,
    status: {
      uri: statusListUrl(ctx, statusListId, "token"),
      index,
      w3c: w3cStatus(ctx, contract.rules, statusListId),
    },
  };
  const unsigned = credentialFormats[session.format].encode(draft, issuer.signer, ctx.random);
  const row = {
    id,
    statusListId,
    statusIndex: index,
    signingInputDigest: sha256Base64url(unsigned.signingInput),
    holderThumbprint: holder.thumbprint,
  };
  return { row, task: { id, unsigned } };
}

/** The organisation's own endpoint, where the contract names one: lists are told apart there by their ids. */
function w3cStatus(ctx: Ctx, { customStatusEndpoint }: ContractRules, listId: string) {
  if (!customStatusEndpoint) {
    return { type: "BitstringStatusListEntry", listUri: statusListUrl(ctx, listId, "bitstring") } as const;
  }
  const { url, type } = customStatusEndpoint;
  return { type, listUri: `${url.replace(/\/+$/, "")}/${listId}` };
}

function indexHashOf(ctx: Ctx, { session, contract, claims }: Intent): string | null {
  const value = indexedValue(contract.rules, claims);
  if (value === null) return null;
  const wireHash = wireIndexHash(session.contract_public_id, value);
  return storedIndexHash(ctx, ctx.tenantId, session.contract_id, wireHash);
}

/** What is issued agrees with the contract: the claims were checked when the offer was made, and are again. */
function requireMandatoryClaims({ contract, claims }: Intent): void {
  const missing = hintMappings(contract.rules).find(({ required, outputClaim }) => required && !claims[outputClaim]);
  if (missing) throw new Problem("credential_request_denied", "A claim that the contract requires is missing.");
}
