import { credentialUrn } from "@/lib/kernel/ids";

/** An audit event that somebody has subscribed to. */
export interface SubscribedEvent {
  readonly id: string;
  readonly action: string;
  readonly occurred_at: Date;
  readonly target_type: string | null;
  readonly target_id: string | null;
  readonly details: unknown;
}

/** Which details of an event are told: none that people typed, and never a claim. */
const toldDetails: Readonly<Record<string, readonly string[]>> = {
  "issuance.failed": ["reason"],
  "credential.issued": ["credentials"],
  "credential.notified": ["event"],
  "signing_key.state_changed": ["state"],
};

/** The stable id of an event: receivers know a repetition by it. */
export const eventIdOf = (auditId: string): string => `evt_${auditId.replaceAll("-", "")}`;

/** What a webhook is told of an event: what happened to what, and when. */
export function eventBody(tenantId: string, event: SubscribedEvent): string {
  const given = (event.details ?? {}) as Record<string, unknown>;
  const names = toldDetails[event.action] ?? [];
  return JSON.stringify({
    id: eventIdOf(event.id),
    type: event.action,
    occurredAt: event.occurred_at.toISOString(),
    organisation: tenantId,
    subject: { type: event.target_type, id: subjectId(event) },
    details: Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]])),
  });
}

/** Credentials go by the id that they have on every wire. */
const subjectId = ({ target_type: type, target_id: id }: SubscribedEvent): string | null =>
  type === "credential" && id !== null ? credentialUrn(id) : id;
