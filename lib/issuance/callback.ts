import type { Ctx } from "@/lib/context";
import { deliver } from "@/lib/delivery/deliver";
import { queueDelivery } from "@/lib/delivery/outbox";
import { type IssuerCallback, isIssuerCallback, type StoredCallback } from "@/lib/issuance/callback-schema";
import { configurationId } from "@/lib/issuance/identifiers";
import {
  type CallbackSubject,
  credentialSigned,
  type IssuanceStatus,
  issuerDelivery,
  offerResolved,
  type SignedCredential,
  statusChanged,
  tokenRequested,
} from "@/lib/issuance/issuer-callback";
import { failUnconfirmed, NOT_CONFIRMED } from "@/lib/issuance/not-confirmed";
import { markOpened } from "@/lib/issuance/offer-store";
import { hasOpenInBatch } from "@/lib/issuance/open-in-batch";
import { tellRequestService } from "@/lib/issuance/request-service-callback";
import { unsealColumn } from "@/lib/issuance/sealed";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";
import { readSettings } from "@/lib/tenant/settings";

/**
 * The points at which a session's callback is told, and waited for: set and not confirmed by a 2xx, nothing goes
 * further (security I6, E6). Without a callback nothing goes out.
 */
export interface CallbackTarget extends CallbackSubject {
  readonly sealed_callback: string | null;
}

/** Until when one credential request waits for its receiver, in all: recovery gives up what is a minute old. */
export const patience = (ctx: Ctx): Date => new Date(ctx.now().getTime() + 30_000);

async function callbackOf(ctx: Ctx, { id, sealed_callback: sealed }: CallbackTarget): Promise<StoredCallback | null> {
  return sealed ? unsealColumn(ctx, { tenantId: ctx.tenantId, sessionId: id }, "sealed_callback", sealed) : null;
}

/** Before an offer is handed out. The Request Service is told of the first time, the Issuer API of each. */
export async function confirmOffer(ctx: Ctx, session: SessionRow, offer: object): Promise<void> {
  const callback = await callbackOf(ctx, session);
  if (!callback) return;
  if (isIssuerCallback(callback)) {
    await require(ctx, session, await deliver(ctx, issuerDelivery(callback, session, offerResolved(ctx, offer))));
  } else if (session.state === "offered") {
    await require(ctx, session, await tellRequestService(ctx, callback, session.id, "request_retrieved"));
  }
  if (session.state === "offered") await markOpened(ctx, session.id);
}

/** After a code was traded and before its access token is handed out. */
export async function confirmToken(ctx: Ctx, session: CallbackTarget): Promise<void> {
  const callback = await callbackOf(ctx, session);
  if (!callback || !isIssuerCallback(callback)) return;
  await require(ctx, session, await deliver(ctx, issuerDelivery(callback, session, tokenRequested(callback))));
}

async function require(ctx: Ctx, session: CallbackSubject, confirmed: boolean): Promise<void> {
  if (confirmed) return;
  await failUnconfirmed(ctx, session);
  throw new Problem(NOT_CONFIRMED.code, NOT_CONFIRMED.message);
}

/** `underWay`: all was confirmed, and others of the batch are still to be claimed. */
export type Confirmation = "confirmed" | "underWay" | "refused";

/** After signing and before release: whether the receiver has confirmed everything that it has to be told. */
export async function confirmCredentials(
  ctx: Ctx,
  session: SessionRow,
  credentials: readonly SignedCredential[],
  until: Date,
): Promise<Confirmation> {
  const callback = await callbackOf(ctx, session);
  if (!callback) return "confirmed";
  if (!isIssuerCallback(callback)) {
    return (await tellRequestService(ctx, callback, session.id, "issuance_successful")) ? "confirmed" : "refused";
  }
  if (!(await toldOfAll(ctx, callback, session, credentials, until))) return "refused";
  const underWay = callback.batch && (await hasOpenInBatch(ctx, session));
  const change = statusChanged(session, issued(session, !underWay));
  if (!(await deliver(ctx, issuerDelivery(callback, session, change)))) return "refused";
  return underWay ? "underWay" : "confirmed";
}

async function toldOfAll(
  ctx: Ctx,
  callback: IssuerCallback,
  session: SessionRow,
  credentials: readonly SignedCredential[],
  until: Date,
): Promise<boolean> {
  const batchNames = callback.batch && (await readSettings(ctx)).batchEventNames;
  for (const credential of credentials) {
    const timeoutMs = until.getTime() - ctx.now().getTime();
    const delivery = issuerDelivery(callback, session, credentialSigned(credential, batchNames));
    if (timeoutMs <= 0 || !(await deliver(ctx, { ...delivery, timeoutMs }))) return false;
  }
  return true;
}

const issued = (session: SessionRow, closed: boolean): IssuanceStatus => ({
  status: closed ? "SUCCESSFUL" : "ACTIVE",
  reason: closed ? "Credential issued successfully" : "Credential issued; others of the batch are not claimed yet",
  closed,
  credentialConfigurationId: session.configuration_id ?? configurationId(session.contract_name, session.format),
});

/**
 * Of two last credentials of a batch that were claimed at once, each took the other for open. Whoever finds the batch
 * whole after its release queues the news; the queue takes one event once.
 */
export async function tellBatchClosed(ctx: Ctx, session: SessionRow): Promise<void> {
  const callback = await callbackOf(ctx, session);
  if (!callback || !isIssuerCallback(callback) || (await hasOpenInBatch(ctx, session))) return;
  await queueDelivery(ctx, issuerDelivery(callback, session, statusChanged(session, issued(session, true))));
}
