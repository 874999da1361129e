"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { eventGroups } from "@/components/webhook/event-words";
import type { ActionProblem } from "@/lib/client/action-problem";
import type { NewWebhook, WebhookView } from "@/lib/webhook/schema";

interface WebhookFormProps {
  /** The webhook to change; without one a new one is made. */
  webhook?: WebhookView | undefined;
  pending: boolean;
  problem: ActionProblem | null;
  onSubmit: (webhook: NewWebhook) => void;
}

export function WebhookForm({ webhook, pending, problem, onSubmit }: WebhookFormProps) {
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<NewWebhook["events"]>(
    webhook?.events ?? ["credential.issued", "credential.revoked", "issuance.failed"],
  );
  const [judged, setJudged] = useState(false);
  const missing = {
    name: name.trim() === "" ? "Give the webhook a name." : undefined,
    url: !webhook && url.trim() === "" ? "Give the address to be told." : undefined,
    events: events.length === 0 ? "Choose at least one event." : undefined,
  };
  const faultOf = (field: keyof typeof missing) => (judged && missing[field]) || problem?.fields[field];
  const eventsFault = faultOf("events");

  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(true);
        if (!Object.values(missing).some(Boolean)) onSubmit({ name, url, events });
      }}
    >
      {problem && Object.keys(problem.fields).length === 0 && <Alert tone="danger">{problem.message}</Alert>}
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="Name" required error={faultOf("name")}>
          <Input name="name" autoComplete="off" value={name} onValueChange={setName} />
        </Field>
        <Field
          label="Address"
          required={!webhook}
          error={faultOf("url")}
          hint={
            webhook
              ? `Left empty it stays ${webhook.address}`
              : "An https address. It is kept sealed and not shown in full again."
          }
        >
          <Input name="url" type="url" autoComplete="off" placeholder="https://" value={url} onValueChange={setUrl} />
        </Field>
      </div>
      <fieldset className="grid gap-4">
        <legend className="mb-2 font-medium text-sm">What it is told of</legend>
        {eventsFault && (
          <p role="alert" className="text-danger text-sm">
            {eventsFault}
          </p>
        )}
        {eventGroups.map((group) => (
          <div key={group.label} className="grid gap-2">
            <p className="text-muted-foreground text-xs">{group.label}</p>
            <div className="grid grid-cols-2 gap-2 max-[26rem]:grid-cols-1 sm:grid-cols-3">
              {group.events.map(({ value, label }) => (
                <Checkbox
                  key={value}
                  label={label}
                  checked={events.includes(value)}
                  onCheckedChange={(checked) =>
                    setEvents(checked ? [...events, value] : events.filter((one) => one !== value))
                  }
                />
              ))}
            </div>
          </div>
        ))}
      </fieldset>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={pending}>
          {webhook ? "Save the webhook" : "Add the webhook"}
        </Button>
      </div>
    </form>
  );
}
