-- The whole Admin API: rotation, deletion, opt-out, archived contracts, suspension, bulk revocation, repeated requests.
ALTER TABLE "tenant" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}', ADD COLUMN "opted_out_at" TIMESTAMPTZ(3);

ALTER TABLE "signing_key" ADD COLUMN "intended_for" UUID, ADD COLUMN "deletion_date" TIMESTAMPTZ(3);

ALTER TABLE "authority" ADD COLUMN "did_host" TEXT NOT NULL DEFAULT '', ADD COLUMN "domain_check" JSONB,
  ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
-- Until now the linked domain was the DID's own host.
UPDATE "authority" SET "did_host" = "domain_host";
ALTER TABLE "authority" ALTER COLUMN "did_host" DROP DEFAULT;
CREATE INDEX "authority_did_host_created_at_idx" ON "authority"("did_host", "created_at");

ALTER TABLE "authority_key" DROP CONSTRAINT "authority_key_role_check";
ALTER TABLE "authority_key" ADD CONSTRAINT "authority_key_role_check" CHECK ("role" IN ('current', 'next', 'retired', 'removed'));

ALTER TABLE "contract" ADD COLUMN "archived_at" TIMESTAMPTZ(3);

ALTER TABLE "contract_version" ADD COLUMN "created_by" TEXT;

ALTER TABLE "issuance_session" ADD COLUMN "registration" JSONB;
CREATE INDEX "issuance_session_tenant_id_authority_id_created_at_id_idx"
  ON "issuance_session"("tenant_id", "authority_id", "created_at" DESC, "id" DESC);

ALTER TABLE "credential" ADD COLUMN "suspended_at" TIMESTAMPTZ(3);

ALTER TABLE "status_list" ADD COLUMN "final_answers" JSONB;
ALTER TABLE "status_list" DROP CONSTRAINT "status_list_state_check";
ALTER TABLE "status_list" ADD CONSTRAINT "status_list_state_check" CHECK ("state" IN ('open', 'closed', 'final'));

CREATE TABLE "idempotency_key" (
    "tenant_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "body_digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "status" INTEGER,
    "sealed_answer" TEXT,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("tenant_id","key_hash")
);
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_state_check" CHECK ("state" IN ('running', 'done'));
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

CREATE TABLE "bulk_revocation" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "reason" TEXT,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "revoked" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_revocation_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE "bulk_revocation" ADD CONSTRAINT "bulk_revocation_state_check" CHECK ("state" IN ('running', 'done'));
CREATE INDEX "bulk_revocation_tenant_id_created_at_id_idx" ON "bulk_revocation"("tenant_id", "created_at" DESC, "id");
CREATE INDEX "bulk_revocation_running_idx" ON "bulk_revocation" ("created_at") WHERE "state" = 'running';

CREATE TABLE "bulk_revocation_item" (
    "tenant_id" UUID NOT NULL,
    "bulk_id" UUID NOT NULL,
    "credential_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,

    CONSTRAINT "bulk_revocation_item_pkey" PRIMARY KEY ("tenant_id","bulk_id","credential_id")
);
ALTER TABLE "bulk_revocation_item" ADD CONSTRAINT "bulk_revocation_item_state_check" CHECK ("state" IN ('waiting', 'revoked', 'failed'));
CREATE INDEX "bulk_revocation_item_waiting_idx" ON "bulk_revocation_item" ("tenant_id", "bulk_id") WHERE "state" = 'waiting';
ALTER TABLE "bulk_revocation_item" ADD CONSTRAINT "bulk_revocation_item_tenant_id_bulk_id_fkey" FOREIGN KEY ("tenant_id", "bulk_id") REFERENCES "bulk_revocation"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- Final states stay final, whatever a program does (security I12, I13, D4).
CREATE FUNCTION "guard_tenant"() RETURNS trigger AS $$
BEGIN
  IF NEW."epoch" < OLD."epoch" THEN
    RAISE EXCEPTION 'the epoch of a tenant only grows' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "tenant_guard" BEFORE UPDATE ON "tenant" FOR EACH ROW EXECUTE FUNCTION "guard_tenant"();

CREATE FUNCTION "guard_authority"() RETURNS trigger AS $$
BEGIN
  IF OLD."deleted_at" IS NOT NULL AND NEW."deleted_at" IS DISTINCT FROM OLD."deleted_at" THEN
    RAISE EXCEPTION 'a deleted authority stays deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW."did" <> OLD."did" THEN
    RAISE EXCEPTION 'the DID of an authority never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "authority_guard" BEFORE UPDATE ON "authority" FOR EACH ROW EXECUTE FUNCTION "guard_authority"();

CREATE FUNCTION "guard_contract"() RETURNS trigger AS $$
BEGIN
  IF OLD."archived_at" IS NOT NULL AND NEW."archived_at" IS DISTINCT FROM OLD."archived_at" THEN
    RAISE EXCEPTION 'an archived contract stays archived' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "contract_guard" BEFORE UPDATE ON "contract" FOR EACH ROW EXECUTE FUNCTION "guard_contract"();

CREATE FUNCTION "guard_status_list"() RETURNS trigger AS $$
BEGIN
  IF OLD."state" = 'final' AND (NEW."state" <> 'final' OR NEW."final_answers" IS DISTINCT FROM OLD."final_answers") THEN
    RAISE EXCEPTION 'a final status list stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "status_list_guard" BEFORE UPDATE ON "status_list" FOR EACH ROW EXECUTE FUNCTION "guard_status_list"();
