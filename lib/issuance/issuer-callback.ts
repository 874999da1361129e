import type { Ctx } from "@/lib/context";
import type { Delivery } from "@/lib/delivery/deliver";
import type { IssuerCallback } from "@/lib/issuance/callback-schema";
import { filledCallbackUrl } from "@/lib/issuance/callback-url";
import { keptRequest, maskedOffer } from "@/lib/issuance/masked-request";
import { sha256, sha256Base64url } from "@/lib/kernel/hash";

/** Who an event is about: for all of a batch it is the session that the offer names, which is `$id` too. */
export interface CallbackSubject {
  readonly id: string;
  readonly batch_of?: string | null;
}

export const offerSessionId = ({ id, batch_of: batchOf }: CallbackSubject): string => batchOf ?? id;

interface EventParts {
  readonly event: string;
  readonly data: unknown;
  /** What is kept of `data` when it holds what is not ours to keep. */
  readonly keptData?: unknown;
  /** Tells events of one name and session apart. */
  readonly occurrence: string;
}

/** `{id, type, data}` (Issuer API, section 10), ready to be sent. */
export function issuerDelivery(callback: IssuerCallback, subject: CallbackSubject, parts: EventParts): Delivery {
  const id = offerSessionId(subject);
  const body = (data: unknown) => JSON.stringify({ id, type: parts.event, data });
  return {
    kind: "callback",
    event: parts.event,
    eventId: `evt_${sha256(`${id}.${parts.event}.${parts.occurrence}`).toString("hex").slice(0, 32)}`,
    url: filledCallbackUrl(callback.url, id),
    body: body(parts.data),
    ...(parts.keptData !== undefined && { keptBody: body(parts.keptData) }),
    sessionId: subject.id,
  };
}

/** Each fetch of the offer is an event of its own. The code in it is masked: it is the wallet's alone (security E6). */
export const offerResolved = (ctx: Ctx, offer: unknown): EventParts => ({
  event: "resolved_credential_offer",
  data: maskedOffer(offer),
  occurrence: ctx.random.uuid(),
});

export const tokenRequested = ({ request }: IssuerCallback): EventParts => ({
  event: "requested_token",
  data: { request },
  keptData: { request: keptRequest(request) },
  occurrence: "",
});

/** A credential that was signed and is not released yet. `text` is as the wallet will get it. */
export interface SignedCredential {
  readonly id: string;
  readonly format: string;
  readonly text: string;
}

/** The event carries the credential itself, as its receivers know it; what is kept is its digest. */
export function credentialSigned({ id, format, text }: SignedCredential, batchNames: boolean): EventParts {
  const { event, member, value } = signedEvent(format, text);
  return {
    event: batchNames && member !== "mdoc" ? `batch_${event}` : event,
    data: { [member]: value },
    keptData: { [member]: `not kept; SHA-256 ${sha256Base64url(text)}` },
    occurrence: id,
  };
}

function signedEvent(format: string, text: string) {
  if (format === "mso_mdoc") {
    return { event: "generated_mdoc", member: "mdoc", value: Buffer.from(text, "base64url").toString("hex") };
  }
  return format.endsWith("sd-jwt")
    ? { event: "sdjwt_issue", member: "sdjwt", value: text }
    : { event: "jwt_issue", member: "jwt", value: text };
}

export interface IssuanceStatus {
  readonly status: "ACTIVE" | "SUCCESSFUL" | "UNSUCCESSFUL" | "REJECTED_BY_USER" | "EXPIRED";
  readonly reason: string;
  readonly closed: boolean;
  readonly credentialConfigurationId?: string;
}

export const statusChanged = (subject: CallbackSubject, change: IssuanceStatus): EventParts => ({
  event: "issuance_status",
  data: { sessionId: offerSessionId(subject), ...change },
  // Sessions of a batch change one by one; the end of them all is one event. Told in vain, as when a credential was
  // confirmed and never released, it is another event than the end that came instead: receivers drop repetitions.
  occurrence: change.closed ? `closed.${change.status}` : `${subject.id}.${change.status}`,
});
