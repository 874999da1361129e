import type { Ctx } from "@/lib/context";
import { type Delivery, deliver } from "@/lib/delivery/deliver";
import type { Callback, SessionFailure } from "@/lib/issuance/schema";
import { sha256 } from "@/lib/kernel/hash";

/** Events of the Request Service (Admin API reference, section 14.2). */
type RequestServiceEvent = "request_retrieved" | "issuance_successful" | "issuance_error";

/** Tells the Request Service's callback of an event. True when it confirmed. */
export const tellRequestService = (
  ctx: Ctx,
  callback: Callback,
  sessionId: string,
  event: RequestServiceEvent,
): Promise<boolean> => deliver(ctx, requestServiceDelivery(callback, sessionId, event));

/** `{requestId, requestStatus, state, error}`, ready to be sent. */
export const requestServiceDelivery = (
  callback: Callback,
  sessionId: string,
  event: RequestServiceEvent,
  error?: SessionFailure,
): Delivery => ({
  kind: "callback",
  event,
  eventId: eventId(sessionId, event),
  url: callback.url,
  headers: callback.headers,
  body: JSON.stringify({
    requestId: sessionId,
    requestStatus: event,
    state: callback.state,
    ...(error && { error: wireError(error) }),
  }),
  sessionId,
});

/** Of the few messages that receivers know, those that say more than that it failed. */
const messages: Readonly<Record<string, string>> = {
  contract_archived: "fetch_contract_error",
  authority_deleted: "issuance_service_error",
};

/** Receivers of the Request Service know one code and few messages (section 3.4): what happened stands within. */
const wireError = ({ code, message }: SessionFailure) => ({
  code: "IssuanceFlowFailed",
  message: messages[code] ?? "unspecified_error",
  innererror: { code, message },
});

const eventId = (sessionId: string, event: RequestServiceEvent): string =>
  `evt_${sha256(`${sessionId}.${event}`).toString("hex").slice(0, 32)}`;
