import * as z from "zod";
import { defineUseCase } from "@/lib/use-case";
import type { WebhookView } from "@/lib/webhook/schema";
import { readWebhooks } from "@/lib/webhook/store";

export const listWebhooks = defineUseCase(
  { name: "listWebhooks", input: z.undefined() },
  (ctx): Promise<WebhookView[]> => readWebhooks(ctx),
);
