"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { refusalOf } from "@/components/delivery/delivery-words";
import { OutcomeBadge } from "@/components/delivery/outcome-badge";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import { eventGroups } from "@/components/webhook/event-words";
import { WebhookDialog } from "@/components/webhook/webhook-dialog";
import { deleteWebhookAction, testWebhookAction, updateWebhookAction } from "@/lib/actions/webhook";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";
import type { WebhookTest, WebhookView } from "@/lib/webhook/schema";

const send = unwrap(testWebhookAction);
const update = unwrap(updateWebhookAction);
const remove = unwrap(deleteWebhookAction);

export function WebhookCard({ webhook }: { webhook: WebhookView }) {
  const router = useRouter();
  const unavailable = useUnavailable("Tenant.ReadWrite");
  const refresh = () => router.refresh();
  const test = useMutation({ mutationFn: () => send({ id: webhook.id }), onSettled: refresh });
  const turn = useMutation({
    mutationFn: () => update({ id: webhook.id, enabled: !webhook.enabled }),
    onSuccess: refresh,
  });
  const failure = test.error ?? turn.error;
  const titleId = `webhook-${webhook.id}`;
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader
        titleId={titleId}
        title={webhook.name}
        description={<code className="font-mono text-xs [overflow-wrap:anywhere]">{webhook.address}</code>}
        actions={<Badge tone={webhook.enabled ? "success" : "neutral"}>{webhook.enabled ? "On" : "Off"}</Badge>}
      />
      <CardBody className="grid gap-4">
        {failure && <ErrorState title="That did not work" error={problemFrom(failure)} />}
        {test.data && <TestNotice test={test.data} />}
        <KeyValueList
          items={[
            { label: "Told of", value: webhook.events.map(eventLabel).join(", ") },
            { label: "Last delivery", value: <LastDelivery webhook={webhook} /> },
            { label: "Waiting", value: waitingWords(webhook.waiting) },
            ...(webhook.dead > 0 ? [{ label: "Given up", value: givenUpWords(webhook.dead) }] : []),
          ]}
        />
      </CardBody>
      <CardFooter className="max-sm:justify-start">
        <TextLink href={`/deliveries?webhookId=${webhook.id}`} className="mr-auto text-sm max-sm:basis-full">
          Deliveries of {webhook.name}
        </TextLink>
        <Button
          size="sm"
          pending={test.isPending}
          unavailable={unavailable}
          aria-label={`Send a test to ${webhook.name}`}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        <Button
          size="sm"
          pending={turn.isPending}
          unavailable={unavailable}
          aria-label={`Switch ${webhook.name} ${webhook.enabled ? "off" : "on"}`}
          onClick={() => turn.mutate()}
        >
          {webhook.enabled ? "Switch off" : "Switch on"}
        </Button>
        <WebhookDialog
          webhook={webhook}
          trigger={
            <Button size="sm" unavailable={unavailable} aria-label={`Change ${webhook.name}`}>
              Change
            </Button>
          }
        />
        <ConfirmDialog
          title={`Delete ${webhook.name}?`}
          consequence={deletionWords(webhook.waiting)}
          confirmLabel="Delete the webhook"
          trigger={
            <Button size="sm" variant="ghost" unavailable={unavailable} aria-label={`Delete ${webhook.name}`}>
              Delete
            </Button>
          }
          onConfirm={() => remove({ id: webhook.id }).then(refresh)}
        />
      </CardFooter>
    </Card>
  );
}

const labels = new Map(eventGroups.flatMap(({ events }) => events.map(({ value, label }) => [value, label] as const)));
const eventLabel = (event: WebhookView["events"][number]): string => labels.get(event) ?? event;

const waitingWords = (waiting: number): string =>
  waiting === 0 ? "Nothing" : `${waiting} ${waiting === 1 ? "event" : "events"}, tried again by and by`;

const deletionWords = (waiting: number): string => {
  const lost =
    waiting === 0 ? "" : ` What waits for it, ${waiting} ${waiting === 1 ? "event" : "events"}, is given up.`;
  return `It is told nothing more.${lost} Its deliveries stay in the list.`;
};

const givenUpWords = (dead: number): string =>
  `${dead} ${dead === 1 ? "event" : "events"} of the last thirty days. Send them again from the deliveries.`;

function LastDelivery({ webhook: { last } }: { webhook: WebhookView }) {
  if (!last) return "None yet";
  return (
    <span className="flex flex-wrap items-center gap-2">
      <OutcomeBadge delivery={last} />
      <RelativeTime at={last.at} className="text-muted-foreground" />
      {last.outcome === "refused" && <span className="text-muted-foreground">{refusalOf(last)?.cause}</span>}
    </span>
  );
}

const TestNotice = ({ test: { confirmed, deliveryId } }: { test: WebhookTest }) => (
  <Alert tone={confirmed ? "success" : "warning"} title={confirmed ? "The test was taken." : "The test was not taken."}>
    {deliveryId && <TextLink href={`/deliveries/${deliveryId}`}>See what was sent and what came back</TextLink>}
  </Alert>
);
