import { byWhom } from "@/components/audit/own-names";
import { refusalOf } from "@/components/delivery/delivery-words";
import { endingOf } from "@/components/issuance/issuance-steps";
import type { DeliveryView } from "@/lib/delivery/schema";
import type { IssuanceSessionDetail, SessionCredential } from "@/lib/issuance/session-schema";

export interface TimelineEntry {
  readonly id: string;
  /** RFC 3339 */
  readonly at: string;
  readonly title: string;
  readonly detail?: string;
  readonly tone: "done" | "failed";
  readonly href?: string;
}

/** What happened to an offer, in its order, in plain words. Why it ended is told above it all, once. */
export function timelineOf(session: IssuanceSessionDetail): TimelineEntry[] {
  const entries = [
    ...steps(session),
    ...session.credentials.flatMap(ofCredential),
    ...session.deliveries.map(ofDelivery),
    ...session.notifications.map(({ event, description, at }, index) => ({
      id: `notification-${index}`,
      at,
      title: notificationWords[event] ?? event,
      ...(description && { detail: description }),
      tone: event === "credential_failure" ? ("failed" as const) : ("done" as const),
    })),
    ...ending(session),
  ];
  // Sorting is stable: what happened in the same moment stays in the order of the steps.
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function steps(session: IssuanceSessionDetail): TimelineEntry[] {
  const { createdAt, openedAt, redeemedAt, createdBy, transactionCodeAttempts: tries } = session;
  const done = (id: string, at: string | null, title: string, detail?: string): TimelineEntry[] =>
    at === null ? [] : [{ id, at, title, ...(detail && { detail }), tone: "done" }];
  return [
    ...done("offered", createdAt, "Offer made", `By ${byWhom(createdBy)}`),
    ...done("opened", openedAt, "Offer opened by a wallet"),
    ...done(
      "redeemed",
      redeemedAt,
      "Access token given",
      tries > 0 ? `After ${tries} ${tries === 1 ? "try" : "tries"} of the transaction code` : undefined,
    ),
  ];
}

function ofCredential({ urn, signedAt, issuedAt, revokedAt, state, reason }: SessionCredential): TimelineEntry[] {
  const entry = (id: string, at: string | null, title: string, detail?: string, tone: "done" | "failed" = "done") =>
    at === null ? [] : [{ id: `${id}-${urn}`, at, title, ...(detail && { detail }), tone }];
  const href = `/credentials?credential=${encodeURIComponent(urn)}`;
  return [
    ...entry("signed", signedAt, "Credential signed", urn),
    ...entry("issued", issuedAt, "Credential handed to the wallet", urn).map((one) => ({ ...one, href })),
    ...(state === "abandoned"
      ? entry("abandoned", revokedAt, "Credential given up and marked invalid", abandonWords(reason), "failed")
      : []),
    ...(state === "revoked" ? entry("revoked", revokedAt, "Credential revoked", reason ?? undefined) : []),
  ];
}

const abandonReasons: Readonly<Record<string, string>> = {
  callback_unreachable: "The callback did not confirm it.",
  signing_failed: "The key store did not sign it.",
  overtaken: "A later request of the same wallet came first.",
  recovered: "The server stopped before it was handed out.",
};

const abandonWords = (reason: string | null): string =>
  abandonReasons[reason ?? ""] ?? "It never left, so nobody can have it.";

function ofDelivery(delivery: DeliveryView): TimelineEntry {
  const refusal = refusalOf(delivery);
  const again = delivery.replayOf ? ", sent again by hand" : "";
  const answer = refusal ? refusal.cause : `It answered with status ${delivery.httpStatus}.`;
  return {
    id: delivery.id,
    at: delivery.createdAt,
    title: `Callback told of ${delivery.event}${again}`,
    detail: `${answer} That took ${delivery.durationMs} ms.`,
    tone: refusal ? "failed" : "done",
    href: `/deliveries/${delivery.id}`,
  };
}

const notificationWords: Readonly<Record<string, string>> = {
  credential_accepted: "The wallet keeps the credential",
  credential_failure: "The wallet could not keep the credential",
  credential_deleted: "The wallet deleted the credential",
};

function ending(session: IssuanceSessionDetail): TimelineEntry[] {
  if (!endingOf(session)) return [];
  const title = session.state === "expired" ? "Offer ran out" : "Issuance stopped";
  const at = session.endedAt ?? session.expiresAt;
  return [{ id: "ended", at, title, tone: "failed" }];
}
