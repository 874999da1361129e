"use client";

import { useMutation } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactElement, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { createWebhookAction, updateWebhookAction } from "@/lib/actions/webhook";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";
import type { NewWebhook, WebhookView } from "@/lib/webhook/schema";

// It is not seen before somebody opens the dialog.
const WebhookForm = dynamic(() => import("@/components/webhook/webhook-form").then((module) => module.WebhookForm), {
  ssr: false,
});

const create = unwrap(createWebhookAction);
const update = unwrap(updateWebhookAction);

interface Props {
  /** The webhook to change; without one a new one is made. */
  webhook?: WebhookView;
  trigger: ReactElement<Record<string, unknown>>;
}

export function WebhookDialog({ webhook, trigger }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: ({ url, ...given }: NewWebhook) =>
      webhook ? update({ id: webhook.id, ...given, ...(url.trim() && { url }) }) : create({ ...given, url }),
    onSuccess: () => {
      setOpen(false);
      router.refresh();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        save.reset();
      }}
      title={webhook ? `Change ${webhook.name}` : "New webhook"}
      description="Issuing never waits for a webhook. What is not taken is tried again for most of a day."
      trigger={trigger}
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <WebhookForm
        webhook={webhook}
        pending={save.isPending}
        problem={save.error ? problemFrom(save.error) : null}
        onSubmit={(given) => save.mutate(given)}
      />
    </Dialog>
  );
}
