import type { TokenCtx, WalletCtx } from "@/lib/apis/wallet/contexts";
import { type AskedToken, displayOf } from "@/lib/apis/wallet/shapes";
import { JsonAnswer } from "@/lib/http/json-answer";
import { hasOpenAuthorization } from "@/lib/issuance/authorization-store";
import { BATCH_SIZE } from "@/lib/issuance/batch-size";
import { type Choice, chooseSession } from "@/lib/issuance/choose-session";
import { claimCredential, claimTogether } from "@/lib/issuance/claim-credential";
import { claimDeferred, defer, deferredSession } from "@/lib/issuance/defer-credential";
import { verifyDpopProof } from "@/lib/issuance/dpop";
import { olderFormatName } from "@/lib/issuance/identifiers";
import { makeNonce } from "@/lib/issuance/nonce";
import type { ProvenHolders } from "@/lib/issuance/proof";
import { proveHolders } from "@/lib/issuance/prove-holders";
import { redeemAuthorizationCode } from "@/lib/issuance/redeem-authorization-code";
import { redeemPreAuthorizedCode } from "@/lib/issuance/redeem-code";
import { sessionIdIn } from "@/lib/issuance/session-secret";
import { untilOneIsLeft } from "@/lib/issuance/session-taken";
import type { SessionRow } from "@/lib/issuance/store";
import type { CredentialRequest } from "@/lib/issuance/wire/credential-request";
import type { FreshNonce, Wanted, WireAnswer, WireForm } from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";

/** What the wallets' endpoints do, whichever address and version of the protocol they are asked by. */

const nonceFor =
  (ctx: WalletCtx): FreshNonce =>
  () =>
    makeNonce(ctx, ctx.issuer.authorityId);

export async function answerToken(ctx: WalletCtx, request: Request, asked: AskedToken): Promise<Response> {
  const proof = request.headers.get("dpop");
  const url = ctx.publicUrl + new URL(request.url).pathname;
  const dpopThumbprint = proof === null ? null : await verifyDpopProof(ctx, proof, { method: "POST", url });
  const { protocol } = ctx.place;
  if (asked.grant === "authorizationCode") await requireAuthorizationGrant(ctx, asked.code);
  const token =
    asked.grant === "preAuthorized"
      ? await redeemPreAuthorizedCode(ctx, ctx.issuer, { dpopThumbprint, ...asked }, protocol)
      : await redeemAuthorizationCode(ctx, ctx.issuer, { dpopThumbprint, ...asked }, protocol);
  return new JsonAnswer({ ...token, ...ctx.form.tokenMembers(nonceFor(ctx)) });
}

/** The grant is known where an offer of the issuer has it, and is told of nowhere else. */
async function requireAuthorizationGrant(ctx: WalletCtx, code: string): Promise<void> {
  if (sessionIdIn(code) !== null) return;
  if (!(await hasOpenAuthorization(ctx, ctx.issuer))) {
    throw new Problem("unsupported_grant_type", "Only the pre-authorized code grant is supported.");
  }
  if (code === "") throw new Problem("invalid_request", "Send code.");
}

/** What is refused is named as the wallet's version names it. */
async function inForm(ctx: WalletCtx, answer: () => Promise<WireAnswer>): Promise<Response> {
  try {
    const { status, body } = await answer();
    return new JsonAnswer(body, { status });
  } catch (error) {
    throw error instanceof Problem ? ctx.form.refusal(error, nonceFor(ctx)) : error;
  }
}

export const answerCredential = (ctx: TokenCtx, body: CredentialRequest): Promise<Response> =>
  inForm(ctx, () => {
    const { sessions } = ctx.authorization;
    return untilOneIsLeft(sessions, async () => issue(ctx, await accept(ctx, body, sessions)));
  });

/** A credential request that is in order, with the session that it is about. */
interface Accepted extends Choice {
  readonly proven: ProvenHolders;
  readonly body: CredentialRequest;
  /** As the wallet calls it. */
  readonly format: string;
}

async function accept(ctx: TokenCtx, body: CredentialRequest, sessions: readonly SessionRow[]): Promise<Accepted> {
  const wanted = ctx.form.wanted(body);
  const { session, attempt } = await chooseSession(ctx, ctx.issuer, ctx.form, sessions, wanted);
  refuseEncryption(body);
  const proofs = ctx.form.proofs(body, session.format);
  if (proofs.length > BATCH_SIZE) {
    throw new Problem("invalid_credential_request", `Send at most ${BATCH_SIZE} proofs.`);
  }
  const proven = await proveHolders(ctx, ctx.issuer, ctx.audiences, proofs);
  return { session, attempt, proven, body, format: formatName(ctx.form, session, wanted) };
}

/** Nothing is answered in the clear to who wants it encrypted. */
function refuseEncryption(body: unknown): void {
  if (typeof body === "object" && body !== null && "credential_response_encryption" in body) {
    throw new Problem("invalid_encryption_parameters", "Encrypted responses are not offered: ask without.");
  }
}

function formatName({ formatNames, protocol }: WireForm, session: SessionRow, wanted?: Wanted): string {
  if (wanted?.by === "description") return wanted.format;
  return olderFormatName(session.configuration_id, protocol) ?? formatNames[session.format] ?? session.format;
}

async function issue(ctx: TokenCtx, { body, format, ...accepted }: Accepted): Promise<WireAnswer> {
  const { accessTokenHash } = ctx.authorization;
  const claim = { display: displayOf(body), ...accepted };
  if (accepted.session.deferred) {
    const transactionId = await defer(ctx, claim, accessTokenHash);
    return ctx.form.deferred(transactionId, format, nonceFor(ctx));
  }
  const released = await claimCredential(ctx, ctx.issuer, accessTokenHash, claim);
  return ctx.form.issued(released, format, nonceFor(ctx));
}

/**
 * Several at once (drafts 11 to 13). Everything is judged before anything is signed, and all are handed out or none
 * (draft 13, section 8.3).
 */
export const answerBatch = (ctx: TokenCtx, requests: readonly CredentialRequest[]): Promise<Response> =>
  inForm(ctx, async () => {
    const issued = await untilOneIsLeft(ctx.authorization.sessions, async () =>
      issueTogether(ctx, await acceptAll(ctx, requests)),
    );
    const answers = issued.map(({ body }) => withoutNonce(body));
    return { status: 200, body: { credential_responses: answers, ...ctx.form.tokenMembers(nonceFor(ctx)) } };
  });

async function acceptAll(ctx: TokenCtx, requests: readonly CredentialRequest[]): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (const request of requests) {
    const taken = new Set(accepted.map(({ session }) => session.id));
    const left = ctx.authorization.sessions.filter(({ id }) => !taken.has(id));
    if (left.length === 0) throw new Problem("credential_request_denied", "The offer has fewer credentials.");
    accepted.push(await accept(ctx, request, left));
  }
  return accepted;
}

/** What is put off first: it leaves nothing that is valid if the others fail. */
async function issueTogether(ctx: TokenCtx, accepted: readonly Accepted[]): Promise<WireAnswer[]> {
  const answers = new Map<string, WireAnswer>();
  const [later, now] = [true, false].map((deferred) => accepted.filter(({ session }) => session.deferred === deferred));
  for (const one of later ?? []) answers.set(one.session.id, await issue(ctx, one));
  const claims = (now ?? []).map(({ session, attempt, proven, body }) => ({
    session,
    attempt,
    proven,
    display: displayOf(body),
  }));
  const released = await claimTogether(ctx, ctx.issuer, ctx.authorization.accessTokenHash, claims);
  for (const [at, { session, format }] of (now ?? []).entries()) {
    const one = released[at];
    if (one) answers.set(session.id, ctx.form.issued(one, format, nonceFor(ctx)));
  }
  return accepted.flatMap(({ session }) => answers.get(session.id) ?? []);
}

/** A batch has one nonce, beside its credentials. */
const withoutNonce = (body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("c_nonce")));

export const answerDeferred = (ctx: TokenCtx, transactionId: string, body: unknown): Promise<Response> =>
  inForm(ctx, async () => {
    const { session, deferral } = deferredSession(ctx, ctx.authorization, transactionId);
    refuseEncryption(body);
    const { accessTokenHash } = ctx.authorization;
    const released = await claimDeferred(ctx, ctx.issuer, session, accessTokenHash, deferral);
    return released === null
      ? ctx.form.pending(transactionId)
      : ctx.form.issued(released, formatName(ctx.form, session), nonceFor(ctx));
  });
