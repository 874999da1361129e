import type { Platform } from "@/lib/context";

const KEPT_MS = 30 * 24 * 3_600_000;

const statements = [
  { name: "forget-deliveries", text: "DELETE FROM callback_delivery WHERE created_at < $1" },
  { name: "forget-messages", text: "DELETE FROM outgoing_message WHERE state <> 'waiting' AND ended_at < $1" },
];

/** Deliveries are kept for thirty days. */
export async function forgetDeliveries(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - KEPT_MS);
  for (const statement of statements) await platform.sql(statement, [before]);
}
