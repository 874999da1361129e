-- Every attempt of a delivery as it left, webhook subscriptions that never gate, and the queue of what is to be sent.

ALTER TABLE "callback_delivery" ALTER COLUMN "session_id" DROP NOT NULL,
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'callback', ADD COLUMN "event_id" TEXT, ADD COLUMN "sealed_request" TEXT,
  ADD COLUMN "shortened" BOOLEAN NOT NULL DEFAULT FALSE, ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "replay_of" UUID, ADD COLUMN "webhook_id" UUID;
ALTER TABLE "callback_delivery" ADD CONSTRAINT "callback_delivery_kind_check" CHECK ("kind" IN ('callback', 'webhook'));
CREATE INDEX "callback_delivery_tenant_id_created_at_id_idx" ON "callback_delivery"("tenant_id", "created_at" DESC, "id" DESC);
CREATE INDEX "callback_delivery_tenant_id_webhook_id_created_at_idx"
  ON "callback_delivery"("tenant_id", "webhook_id", "created_at" DESC);
CREATE INDEX "callback_delivery_created_at_idx" ON "callback_delivery"("created_at");

CREATE TABLE "webhook" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sealed_url" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT TRUE,
    "position" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE INDEX "webhook_tenant_id_created_at_id_idx" ON "webhook"("tenant_id", "created_at" DESC, "id");

CREATE TABLE "outgoing_message" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID,
    "session_id" UUID,
    "replay_of" UUID,
    "event" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "sealed_request" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "most_attempts" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_message_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE "outgoing_message" ADD CONSTRAINT "outgoing_message_state_check" CHECK ("state" IN ('waiting', 'delivered', 'dead'));
-- One event is queued once for a receiver; replays are as many as are asked for.
CREATE UNIQUE INDEX "outgoing_message_event_key" ON "outgoing_message"(
  "tenant_id", "event_id", COALESCE("webhook_id", '00000000-0000-0000-0000-000000000000')) WHERE "replay_of" IS NULL;
CREATE INDEX "outgoing_message_waiting_idx" ON "outgoing_message"("tenant_id", "due_at") WHERE "state" = 'waiting';
CREATE INDEX "outgoing_message_ended_idx" ON "outgoing_message"("ended_at") WHERE "state" <> 'waiting';

-- The list of issuances of one contract.
CREATE INDEX "issuance_session_tenant_id_contract_id_created_at_id_idx"
  ON "issuance_session"("tenant_id", "contract_id", "created_at" DESC, "id" DESC);
