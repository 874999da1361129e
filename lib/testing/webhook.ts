import { sealAudit } from "@/lib/audit/seal-audit";
import { runOutbox } from "@/lib/delivery/run-outbox";
import type { TestPlatform } from "@/lib/testing/ctx";
import { queueWebhooks } from "@/lib/webhook/queue-webhooks";

/** The chores by which what happened is told. */
export async function tellWebhooks(platform: TestPlatform): Promise<void> {
  await sealAudit(platform);
  await queueWebhooks(platform);
  await runOutbox(platform);
}
