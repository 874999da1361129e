-- Many offers at once, from rows of a file. Their offers live for days, their codes for minutes.

-- Null: the code ends with its offer. Else the code was made when a wallet opened the offer, and may be made again.
ALTER TABLE "issuance_session" ADD COLUMN "code_expires_at" TIMESTAMPTZ(3);

CREATE TABLE "bulk_issuance" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "contract_version" INTEGER NOT NULL,
    "tenant_epoch" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "transaction_code_length" SMALLINT,
    "offer_lifetime_seconds" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "offered" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "attempted" INTEGER NOT NULL DEFAULT 0,
    "worked_ms" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "rows_until" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_issuance_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE "bulk_issuance" ADD CONSTRAINT "bulk_issuance_state_check" CHECK ("state" IN ('draft', 'running', 'paused', 'done', 'cancelled'));
CREATE INDEX "bulk_issuance_tenant_id_created_at_id_idx" ON "bulk_issuance"("tenant_id", "created_at" DESC, "id");
CREATE INDEX "bulk_issuance_running_idx" ON "bulk_issuance" ("started_at") WHERE "state" = 'running';
CREATE INDEX "bulk_issuance_rows_until_idx" ON "bulk_issuance" ("rows_until") WHERE "rows_until" IS NOT NULL;

CREATE TABLE "bulk_issuance_item" (
    "tenant_id" UUID NOT NULL,
    "bulk_id" UUID NOT NULL,
    "row_number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "sealed_row" TEXT,
    "problem" JSONB,
    "session_id" UUID,

    CONSTRAINT "bulk_issuance_item_pkey" PRIMARY KEY ("tenant_id","bulk_id","row_number")
);
ALTER TABLE "bulk_issuance_item" ADD CONSTRAINT "bulk_issuance_item_state_check" CHECK ("state" IN ('waiting', 'offered', 'failed'));
-- A row has its offer or it has none: whoever makes a second one for it fails here.
ALTER TABLE "bulk_issuance_item" ADD CONSTRAINT "bulk_issuance_item_session_check" CHECK (("state" = 'offered') = ("session_id" IS NOT NULL));
CREATE INDEX "bulk_issuance_item_waiting_idx" ON "bulk_issuance_item" ("tenant_id", "bulk_id", "row_number") WHERE "state" = 'waiting';
CREATE INDEX "bulk_issuance_item_failed_idx" ON "bulk_issuance_item" ("tenant_id", "bulk_id", "row_number") WHERE "state" = 'failed';
ALTER TABLE "bulk_issuance_item" ADD CONSTRAINT "bulk_issuance_item_tenant_id_bulk_id_fkey" FOREIGN KEY ("tenant_id", "bulk_id") REFERENCES "bulk_issuance"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Final states stay final (security D4): what is cancelled makes no offer more, and a row keeps the offer it has.
CREATE FUNCTION "guard_bulk_issuance"() RETURNS trigger AS $$
BEGIN
  IF OLD."state" = 'cancelled' AND NEW."state" <> OLD."state" THEN
    RAISE EXCEPTION 'a cancelled bulk issuance stays cancelled' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "bulk_issuance_guard" BEFORE UPDATE ON "bulk_issuance" FOR EACH ROW EXECUTE FUNCTION "guard_bulk_issuance"();

CREATE FUNCTION "guard_bulk_issuance_item"() RETURNS trigger AS $$
BEGIN
  IF OLD."session_id" IS NOT NULL AND NEW."session_id" IS DISTINCT FROM OLD."session_id" THEN
    RAISE EXCEPTION 'a row has one offer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "bulk_issuance_item_guard" BEFORE UPDATE ON "bulk_issuance_item" FOR EACH ROW EXECUTE FUNCTION "guard_bulk_issuance_item"();
