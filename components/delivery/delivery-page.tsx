"use client";

import { RotateCw } from "lucide-react";
import { refusalOf, whyNotReplayable } from "@/components/delivery/delivery-words";
import { OutcomeBadge } from "@/components/delivery/outcome-badge";
import { ReplayNotice } from "@/components/delivery/replay-notice";
import { useReplay } from "@/components/delivery/use-replay";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { DeliveryDetail } from "@/lib/delivery/schema";

/** One attempt: what was sent where, and what came back. */
export function DeliveryPage({ delivery }: { delivery: DeliveryDetail }) {
  const role = useUnavailable("Tenant.ReadWrite");
  const replay = useReplay();
  const refusal = refusalOf(delivery);
  const why = delivery.notReplayable && whyNotReplayable[delivery.notReplayable];
  return (
    <div className="grid gap-6">
      <PageHeader
        title={delivery.event}
        breadcrumb={[{ label: "Deliveries", href: "/deliveries" }]}
        badge={<OutcomeBadge delivery={delivery} />}
        actions={
          <Button
            pending={replay.isPending}
            unavailable={role ?? why ?? undefined}
            onClick={() => replay.mutate({ ids: [delivery.id] })}
          >
            <RotateCw aria-hidden />
            Send again
          </Button>
        }
      />
      <ReplayNotice outcome={replay.data} error={replay.error} />
      {refusal && (
        <Alert tone="warning" title={refusal.cause}>
          {refusal.remedy}
        </Alert>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card aria-labelledby="delivery-facts">
          <CardHeader titleId="delivery-facts" title="Delivery" />
          <CardBody>
            <KeyValueList items={facts(delivery)} />
          </CardBody>
        </Card>
        <div className="grid gap-3">
          {delivery.body === null ? (
            <Alert>The body of this delivery was not kept.</Alert>
          ) : (
            <CodeBlock label="Body" code={prettyJson(delivery.body)} fileName={`${delivery.event}.json`} />
          )}
          {delivery.notReplayable === "shortened" && (
            <p className="text-muted-foreground text-sm">
              The receiver got the credential or the claims. They are not kept here, so this copy is without them.
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

function facts(delivery: DeliveryDetail) {
  const { eventId, sessionId, webhookId, webhookName, replayOf } = delivery;
  return [
    { label: "Sent", value: <RelativeTime at={delivery.createdAt} /> },
    { label: "To", value: <code className="font-mono text-xs">{delivery.address ?? "was not kept"}</code> },
    { label: "Took", value: `${delivery.durationMs} ms` },
    { label: "Attempt", value: String(delivery.attempt) },
    ...(eventId ? [{ label: "Event id", value: <CopyId value={eventId} label="event id" longest={30} /> }] : []),
    ...(sessionId
      ? [{ label: "Issuance", value: <TextLink href={`/issuances/${sessionId}`}>See the issuance</TextLink> }]
      : []),
    ...(webhookId
      ? [
          {
            label: "Webhook",
            value: <TextLink href={`/deliveries?webhookId=${webhookId}`}>{webhookName ?? "Deleted"}</TextLink>,
          },
        ]
      : []),
    ...(replayOf
      ? [{ label: "Repeats", value: <TextLink href={`/deliveries/${replayOf}`}>An earlier delivery</TextLink> }]
      : []),
    ...(delivery.headerNames.length > 0
      ? [{ label: "Receiver's headers", value: `${delivery.headerNames.join(", ")} (values are not shown)` }]
      : []),
    { label: "Signed", value: "Ed25519 over id.timestamp.body; keys at /.well-known/callback-keys" },
  ];
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
