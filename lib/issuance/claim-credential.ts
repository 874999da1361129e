import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { contractVersion } from "@/lib/contract/store";
import { type Confirmation, confirmCredentials, tellBatchClosed } from "@/lib/issuance/callback";
import { draftClaims } from "@/lib/issuance/draft-claims";
import { draftDocuments } from "@/lib/issuance/draft-document";
import type { Draft, Intent } from "@/lib/issuance/drafting";
import { failUnconfirmed, NOT_CONFIRMED } from "@/lib/issuance/not-confirmed";
import { type Prepared, prepare, type SigningTask } from "@/lib/issuance/prepare";
import type { ProvenHolders } from "@/lib/issuance/proof";
import { abandonCredentials, markSigned, releaseCredentials } from "@/lib/issuance/release-store";
import { unsealColumn } from "@/lib/issuance/sealed";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { randomToken } from "@/lib/kernel/ids";
import type { JsonObject } from "@/lib/kernel/json";

export interface ReleasedCredentials {
  readonly credentials: readonly string[];
  readonly notificationId: string;
}

/**
 * The issuing sequence of security.md, in its order, for holders who are proven: write the intent, sign, verify, mark, confirm, release.
 * What fails after signing is marked invalid; the wallet may ask again while its token lives.
 */
export async function claimCredential(
  ctx: Ctx,
  issuer: Issuer,
  session: SessionRow,
  accessTokenHash: string,
  proven: ProvenHolders,
  display: readonly JsonObject[] = [],
): Promise<ReleasedCredentials> {
  const contract = await contractVersion(ctx, ctx.tenantId, session.contract_id, session.contract_version);
  if (!contract) throw denied("This offer can no longer be issued.");
  const intent = { issuer, session, contract, proven, accessTokenHash, display };

  const prepared = await prepare(ctx, intent, await drafts(ctx, intent));
  const credentials = await signAll(ctx, issuer, session, prepared);
  const confirmation = await confirm(ctx, session, prepared, credentials);
  const released = await release(ctx, session, prepared, credentials);
  if (confirmation === "underWay") await tellBatchClosed(ctx, session);
  return released;
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
async function confirm(
  ctx: Ctx,
  session: SessionRow,
  prepared: Prepared,
  credentials: readonly string[],
): Promise<Confirmation> {
  const ids = idsOf(prepared);
  const signed = credentials.map((text, at) => ({ id: ids[at] ?? "", format: session.format, text }));
  const confirmation = await confirmCredentials(ctx, session, signed);
  if (confirmation !== "refused") return confirmation;
  await abandonCredentials(ctx, ids, NOT_CONFIRMED.code);
  await failUnconfirmed(ctx, session);
  throw denied(NOT_CONFIRMED.message);
}

async function release(
  ctx: Ctx,
  session: SessionRow,
  prepared: Prepared,
  credentials: readonly string[],
): Promise<ReleasedCredentials> {
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
