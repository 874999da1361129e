"use server";

import { action } from "@/lib/http/action";
import { createWebhook } from "@/lib/webhook/create-webhook";
import { deleteWebhook } from "@/lib/webhook/delete-webhook";
import { testWebhook } from "@/lib/webhook/test-webhook";
import { updateWebhook } from "@/lib/webhook/update-webhook";

export const createWebhookAction = action(createWebhook);
export const updateWebhookAction = action(updateWebhook);
export const deleteWebhookAction = action(deleteWebhook);
export const testWebhookAction = action(testWebhook);
