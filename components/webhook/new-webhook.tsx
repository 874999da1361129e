"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { WebhookDialog } from "@/components/webhook/webhook-dialog";

/** The button, and the form behind it. */
export const NewWebhookButton = () => (
  <WebhookDialog
    trigger={
      <Button variant="primary">
        <Plus aria-hidden />
        New webhook
      </Button>
    }
  />
);
