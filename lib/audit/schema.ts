import * as z from "zod";

const Text = z.string().trim().max(200);

/** Filters of the trail; each narrows it. `after` is where the page before ended. */
export const AuditFilter = z.strictObject({
  /** The beginning of an action's name, such as `credential.` */
  action: Text.optional(),
  /** An actor's id, or a member's e-mail. */
  actor: Text.optional(),
  /** The id of what was acted on. */
  target: Text.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  after: z.string().max(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** One entry as it is shown. Times are RFC 3339. */
export interface AuditEntry {
  readonly id: string;
  /** Its place in the chain; null for the second before it gets one. */
  readonly sequence: string | null;
  readonly occurredAt: string;
  readonly actorType: string;
  readonly actorId: string;
  /** A member's e-mail or an API client's name, where the actor is one. */
  readonly actorName: string | null;
  readonly action: string;
  /** What Entra's audit log calls it; null for what it does not tell of. */
  readonly activityDisplayName: string | null;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Give it as `after` to go on; null at the end. */
  readonly next: string | null;
}

/** `altered`: its content is not what was written. `missing`: there is none at this place. `moved`: it is not in its place. */
export type AuditFault = "altered" | "missing" | "moved";

export type AuditVerdict =
  | { readonly intact: true; readonly entries: string; readonly verifiedAt: string }
  | {
      readonly intact: false;
      readonly verifiedAt: string;
      readonly fault: AuditFault;
      readonly sequence: string;
      /** The entry at fault; null when it is missing. */
      readonly entryId: string | null;
    };
