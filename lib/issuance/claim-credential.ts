import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { contractVersion } from "@/lib/contract/store";
import { type Confirmation, confirmCredentials, patience, tellBatchClosed } from "@/lib/issuance/callback";
import { draftClaims } from "@/lib/issuance/draft-claims";
import { draftDocuments } from "@/lib/issuance/draft-document";
import type { Draft, Intent } from "@/lib/issuance/drafting";
import { failUnconfirmed, NOT_CONFIRMED } from "@/lib/issuance/not-confirmed";
import { type Prepared, prepare, type SigningTask } from "@/lib/issuance/prepare";
import type { ProvenHolders } from "@/lib/issuance/proof";
import { abandonCredentials, markSigned, releaseCredentials } from "@/lib/issuance/release-store";
import { unsealColumn } from "@/lib/issuance/sealed";
import type { SessionRow } from "@/lib/issuance/store";
import { takeBackCredentials } from "@/lib/issuance/take-back-store";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { randomToken } from "@/lib/kernel/ids";
import type { JsonObject } from "@/lib/kernel/json";

export interface ReleasedCredentials {
  readonly credentials: readonly string[];
  readonly notificationId: string;
}

/** A credential of an offer, for holders who are proven. */
export interface Claim {
  readonly session: SessionRow;
  /** How often the session may have been begun before, where others may choose it, too; else whoever comes last has it. */
  readonly attempt: number | null;
  readonly proven: ProvenHolders;
  /** `display` entries of the request. */
  readonly display: readonly JsonObject[];
}

/**
 * The issuing sequence for holders who are proven, in this order and no other (ARCHITECTURE.md): write the intent, sign,
 * verify, mark, confirm, release. What fails after signing is marked invalid; the wallet may ask again while its token
 * lives.
 */
export async function claimCredential(
  ctx: Ctx,
  issuer: Issuer,
  accessTokenHash: string,
  claim: Claim,
): Promise<ReleasedCredentials> {
  const signed = await prepareAndSign(ctx, issuer, accessTokenHash, claim);
  const confirmation = await confirm(ctx, signed, patience(ctx));
  const released = await release(ctx, signed);
  if (confirmation === "underWay") await tellBatchClosed(ctx, claim.session);
  return released;
}

/**
 * The same for several credentials of one request, each step for all of them: when one fails, none is handed out, and
 * what was signed turns invalid (OpenID4VCI draft 13, section 8.3).
 */
export async function claimTogether(
  ctx: Ctx,
  issuer: Issuer,
  accessTokenHash: string,
  claims: readonly Claim[],
): Promise<ReleasedCredentials[]> {
  // At once, since recovery does not wait for a slow key.
  const settled = await Promise.allSettled(claims.map((claim) => prepareAndSign(ctx, issuer, accessTokenHash, claim)));
  const signed = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  try {
    for (const one of settled) if (one.status === "rejected") throw one.reason;
    const until = patience(ctx);
    for (const one of signed) await confirm(ctx, one, until);
    const released: ReleasedCredentials[] = [];
    for (const one of signed) released.push(await release(ctx, one));
    for (const { session } of claims) await tellBatchClosed(ctx, session);
    return released;
  } catch (error) {
    const ids = signed.flatMap(({ prepared }) => idsOf(prepared));
    await abandonCredentials(ctx, ids, WITHHELD);
    await takeBackCredentials(ctx, ids);
    throw error;
  }
}

/** Why a credential turned invalid that was as it should be, while another of its request was not. */
const WITHHELD = "batch_failed";

/** What is signed, and known to nobody yet. */
interface SignedClaim {
  readonly session: SessionRow;
  readonly prepared: Prepared;
  readonly credentials: readonly string[];
}

async function prepareAndSign(
  ctx: Ctx,
  issuer: Issuer,
  accessTokenHash: string,
  { session, attempt, proven, display }: Claim,
): Promise<SignedClaim> {
  const contract = await contractVersion(ctx, ctx.tenantId, session.contract_id, session.contract_version);
  if (!contract) throw denied("This offer can no longer be issued.");
  const intent = { issuer, session, attempt, contract, proven, accessTokenHash, display };
  const prepared = await prepare(ctx, intent, await drafts(ctx, intent));
  return { session, prepared, credentials: await signAll(ctx, issuer, session, prepared) };
}

/** By the claims that the contract takes, or by the document that the Issuer API brought. */
async function drafts(ctx: Ctx, intent: Intent): Promise<Draft[]> {
  const { id: sessionId, sealed_claims: claims, sealed_document: document } = intent.session;
  const place = { tenantId: ctx.tenantId, sessionId };
  if (document) {
    return draftDocuments(ctx, intent, await unsealColumn(ctx, place, "sealed_document", document));
  }
  if (!claims) throw denied("This offer can no longer be issued.");
  return draftClaims(ctx, intent, await unsealColumn(ctx, place, "sealed_claims", claims));
}

const denied = (message: string): Problem => new Problem("credential_request_denied", message);

const idsOf = ({ tasks }: Prepared): string[] => tasks.map(({ id }) => id);

async function signAll(ctx: Ctx, issuer: Issuer, session: SessionRow, prepared: Prepared): Promise<string[]> {
  const credentials = await Promise.all(prepared.tasks.map((task) => signOne(issuer, task))).catch(
    async (error: unknown) => {
      // A signer that did not answer may have signed all the same.
      await abandonCredentials(ctx, idsOf(prepared), "signing_failed");
      throw error;
    },
  );
  const digests = credentials.map((credential) => sha256Base64url(credential));
  if (!(await markSigned(ctx, session.id, idsOf(prepared), digests))) {
    throw denied("This request was given up: ask again.");
  }
  return credentials;
}

const signOne = async (issuer: Issuer, { unsigned }: SigningTask): Promise<string> =>
  unsigned.complete(await issuer.signer.sign(unsigned.signingInput));

/** A callback that is set and does not confirm stops the release; what was signed turns invalid (security I6). */
async function confirm(ctx: Ctx, { session, prepared, credentials }: SignedClaim, until: Date): Promise<Confirmation> {
  const ids = idsOf(prepared);
  const signed = credentials.map((text, at) => ({ id: ids[at] ?? "", format: session.format, text }));
  const confirmation = await confirmCredentials(ctx, session, signed, until);
  if (confirmation !== "refused") return confirmation;
  await abandonCredentials(ctx, ids, NOT_CONFIRMED.code);
  await failUnconfirmed(ctx, session);
  throw denied(NOT_CONFIRMED.message);
}

async function release(ctx: Ctx, { session, prepared, credentials }: SignedClaim): Promise<ReleasedCredentials> {
  const notificationId = randomToken(ctx.random);
  const released = await releaseCredentials(ctx, {
    sessionId: session.id,
    attempt: prepared.attempt,
    credentialIds: idsOf(prepared),
    holderThumbprints: prepared.holderThumbprints,
    notificationHash: ctx.masterKeys.hash("wallet-token", notificationId),
  });
  if (!released) {
    await abandonCredentials(ctx, idsOf(prepared), "overtaken");
    throw denied("Another request with this access token came later: use the answer to that one.");
  }
  return { credentials, notificationId };
}
