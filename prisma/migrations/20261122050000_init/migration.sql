-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "wrapped_data_key" TEXT NOT NULL,
    "onboarded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_token" (
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "portal_user" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "password_hash" TEXT,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_user_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "portal_session" (
    "token_hash" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_client" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_client_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "key_type" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "reference" TEXT,
    "public_jwk" JSONB,
    "settings" JSONB NOT NULL,
    "sealed_config" TEXT,
    "sealed_key" TEXT,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "authority" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "did_method" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "linked_domain_url" TEXT NOT NULL,
    "domain_host" TEXT NOT NULL,
    "linked_domains_verified" BOOLEAN NOT NULL DEFAULT false,
    "did_document_status" TEXT NOT NULL DEFAULT 'published',
    "key_vault_metadata" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authority_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "authority_key" (
    "tenant_id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "signing_key_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "fragment" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authority_key_pkey" PRIMARY KEY ("tenant_id","authority_id","signing_key_id")
);

-- CreateTable
CREATE TABLE "contract" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "public_id" TEXT NOT NULL,
    "authority_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "formats" JSONB NOT NULL,
    "available_in_vc_directory" BOOLEAN NOT NULL DEFAULT false,
    "issue_notification_enabled" BOOLEAN NOT NULL DEFAULT false,
    "issue_notification_allowed_to_group_oids" JSONB,
    "allow_override_validity_interval_on_issuance" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "contract_version" (
    "tenant_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "displays" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_version_pkey" PRIMARY KEY ("tenant_id","contract_id","version")
);

-- CreateTable
CREATE TABLE "issuance_session" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "contract_version" INTEGER NOT NULL,
    "tenant_epoch" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "protocol" TEXT NOT NULL DEFAULT '1.0',
    "state" TEXT NOT NULL DEFAULT 'offered',
    "offer_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "sealed_code" TEXT,
    "sealed_claims" TEXT,
    "sealed_callback" TEXT,
    "tx_code_hash" TEXT,
    "tx_code" JSONB,
    "tx_code_attempts" INTEGER NOT NULL DEFAULT 0,
    "valid_until" TIMESTAMPTZ(3),
    "access_token_hash" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "dpop_thumbprint" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "holder_thumbprints" JSONB,
    "failure" JSONB,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "issuance_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "nonce_use" (
    "tenant_id" UUID NOT NULL,
    "nonce_hash" TEXT NOT NULL,
    "access_token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "nonce_use_pkey" PRIMARY KEY ("tenant_id","nonce_hash")
);

-- CreateTable
CREATE TABLE "dpop_proof_use" (
    "tenant_id" UUID NOT NULL,
    "proof_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dpop_proof_use_pkey" PRIMARY KEY ("tenant_id","proof_hash")
);

-- CreateTable
CREATE TABLE "credential" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "contract_id" UUID NOT NULL,
    "contract_version" INTEGER NOT NULL,
    "session_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "signing_key_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "signing_input_digest" TEXT NOT NULL,
    "credential_digest" TEXT,
    "index_hash" TEXT,
    "status_list_id" UUID NOT NULL,
    "status_index" INTEGER NOT NULL,
    "status_value" SMALLINT NOT NULL DEFAULT 0,
    "holder_thumbprint" TEXT NOT NULL,
    "notification_hash" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_reason" TEXT,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "credential_notification" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "credential_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "description" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_notification_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "status_list" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "bits" SMALLINT NOT NULL DEFAULT 2,
    "size" INTEGER NOT NULL DEFAULT 131072,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "status_list_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "callback_delivery" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "http_status" INTEGER,
    "cause" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "callback_delivery_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT,
    "target_id" TEXT,
    "details" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "sequence" BIGINT,
    "chain" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "tenant_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_name_key_key" ON "tenant"("name_key");

-- CreateIndex
CREATE INDEX "one_time_token_purpose_idx" ON "one_time_token"("purpose");

-- CreateIndex
CREATE UNIQUE INDEX "portal_user_email_key_key" ON "portal_user"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "portal_user_oidc_issuer_oidc_subject_key" ON "portal_user"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "portal_session_tenant_id_user_id_idx" ON "portal_session"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "api_client_id_idx" ON "api_client"("id");

-- CreateIndex
CREATE INDEX "signing_key_tenant_id_created_at_id_idx" ON "signing_key"("tenant_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "authority_id_idx" ON "authority"("id");

-- CreateIndex
CREATE INDEX "authority_domain_host_created_at_idx" ON "authority"("domain_host", "created_at");

-- CreateIndex
CREATE INDEX "authority_tenant_id_did_idx" ON "authority"("tenant_id", "did");

-- CreateIndex
CREATE UNIQUE INDEX "authority_key_tenant_id_authority_id_fragment_key" ON "authority_key"("tenant_id", "authority_id", "fragment");

-- CreateIndex
CREATE INDEX "contract_tenant_id_authority_id_created_at_id_idx" ON "contract"("tenant_id", "authority_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "contract_id_idx" ON "contract"("id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_tenant_id_name_key_key" ON "contract"("tenant_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "contract_tenant_id_public_id_key" ON "contract"("tenant_id", "public_id");

-- CreateIndex
CREATE INDEX "issuance_session_tenant_id_created_at_id_idx" ON "issuance_session"("tenant_id", "created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "issuance_session_tenant_id_offer_hash_key" ON "issuance_session"("tenant_id", "offer_hash");

-- CreateIndex
CREATE UNIQUE INDEX "issuance_session_tenant_id_code_hash_key" ON "issuance_session"("tenant_id", "code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "issuance_session_tenant_id_access_token_hash_key" ON "issuance_session"("tenant_id", "access_token_hash");

-- CreateIndex
CREATE INDEX "nonce_use_expires_at_idx" ON "nonce_use"("expires_at");

-- CreateIndex
CREATE INDEX "dpop_proof_use_expires_at_idx" ON "dpop_proof_use"("expires_at");

-- CreateIndex
CREATE INDEX "credential_tenant_id_contract_id_index_hash_idx" ON "credential"("tenant_id", "contract_id", "index_hash");

-- CreateIndex
CREATE INDEX "credential_tenant_id_contract_id_prepared_at_id_idx" ON "credential"("tenant_id", "contract_id", "prepared_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credential_tenant_id_prepared_at_id_idx" ON "credential"("tenant_id", "prepared_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credential_tenant_id_session_id_idx" ON "credential"("tenant_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_tenant_id_status_list_id_status_index_key" ON "credential"("tenant_id", "status_list_id", "status_index");

-- CreateIndex
CREATE INDEX "credential_notification_tenant_id_credential_id_received_at_idx" ON "credential_notification"("tenant_id", "credential_id", "received_at");

-- CreateIndex
CREATE INDEX "status_list_id_idx" ON "status_list"("id");

-- CreateIndex
CREATE INDEX "status_list_tenant_id_authority_id_state_idx" ON "status_list"("tenant_id", "authority_id", "state");

-- CreateIndex
CREATE INDEX "callback_delivery_tenant_id_session_id_created_at_idx" ON "callback_delivery"("tenant_id", "session_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_occurred_at_id_idx" ON "audit_event"("tenant_id", "occurred_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_tenant_id_sequence_key" ON "audit_event"("tenant_id", "sequence");

-- AddForeignKey
ALTER TABLE "authority_key" ADD CONSTRAINT "authority_key_tenant_id_authority_id_fkey" FOREIGN KEY ("tenant_id", "authority_id") REFERENCES "authority"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "authority_key" ADD CONSTRAINT "authority_key_tenant_id_signing_key_id_fkey" FOREIGN KEY ("tenant_id", "signing_key_id") REFERENCES "signing_key"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_tenant_id_authority_id_fkey" FOREIGN KEY ("tenant_id", "authority_id") REFERENCES "authority"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contract_version" ADD CONSTRAINT "contract_version_tenant_id_contract_id_fkey" FOREIGN KEY ("tenant_id", "contract_id") REFERENCES "contract"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;



-- States are text with CHECK constraints: portable to every PostgreSQL-compatible engine.
ALTER TABLE "tenant" ADD CONSTRAINT "tenant_status_check" CHECK ("status" IN ('enabled', 'optedOut'));
ALTER TABLE "portal_user" ADD CONSTRAINT "portal_user_role_check" CHECK ("role" IN ('owner', 'admin', 'reader'));
ALTER TABLE "signing_key" ADD CONSTRAINT "signing_key_state_check" CHECK ("state" IN ('creating', 'enabled', 'disabled', 'pendingDeletion', 'failed'));
ALTER TABLE "authority" ADD CONSTRAINT "authority_status_check" CHECK ("did_document_status" IN ('published', 'outOfSync'));
ALTER TABLE "authority_key" ADD CONSTRAINT "authority_key_role_check" CHECK ("role" IN ('current', 'next', 'retired'));
ALTER TABLE "issuance_session" ADD CONSTRAINT "issuance_session_state_check" CHECK ("state" IN ('offered', 'opened', 'redeemed', 'issued', 'failed', 'expired'));
ALTER TABLE "credential" ADD CONSTRAINT "credential_state_check" CHECK ("state" IN ('prepared', 'signed', 'issued', 'revoked', 'abandoned'));
ALTER TABLE "credential" ADD CONSTRAINT "credential_status_check" CHECK ("status_value" IN (0, 1, 2));
ALTER TABLE "status_list" ADD CONSTRAINT "status_list_state_check" CHECK ("state" IN ('open', 'closed'));

-- What recovery and the sealer look for: few rows among many.
CREATE INDEX "credential_unfinished_idx" ON "credential" ("prepared_at") WHERE "state" IN ('prepared', 'signed');
CREATE INDEX "credential_not_valid_idx" ON "credential" ("tenant_id", "status_list_id") WHERE "status_value" <> 0;
CREATE INDEX "issuance_session_unfinished_idx" ON "issuance_session" ("expires_at") WHERE "state" IN ('offered', 'opened', 'redeemed');
CREATE INDEX "audit_event_unsealed_idx" ON "audit_event" ("tenant_id", "occurred_at") WHERE "sequence" IS NULL;

-- Final states stay final, whatever the code above them does (security D4, I5, I13).
CREATE FUNCTION "guard_credential"() RETURNS trigger AS $$
BEGIN
  IF OLD."state" IN ('revoked', 'abandoned') AND NEW."state" <> OLD."state" THEN
    RAISE EXCEPTION 'credential state % is final', OLD."state" USING ERRCODE = 'check_violation';
  END IF;
  IF OLD."status_value" = 1 AND NEW."status_value" <> 1 THEN
    RAISE EXCEPTION 'an invalid credential stays invalid' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW."status_list_id" <> OLD."status_list_id" OR NEW."status_index" <> OLD."status_index" THEN
    RAISE EXCEPTION 'a status index is given once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "credential_guard" BEFORE UPDATE ON "credential" FOR EACH ROW EXECUTE FUNCTION "guard_credential"();

CREATE FUNCTION "guard_issuance_session"() RETURNS trigger AS $$
BEGIN
  IF OLD."state" IN ('failed', 'expired') AND NEW."state" <> OLD."state" THEN
    RAISE EXCEPTION 'issuance session state % is final', OLD."state" USING ERRCODE = 'check_violation';
  END IF;
  IF OLD."state" = 'issued' AND NEW."state" NOT IN ('issued') THEN
    RAISE EXCEPTION 'an issued session stays issued' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "issuance_session_guard" BEFORE UPDATE ON "issuance_session" FOR EACH ROW EXECUTE FUNCTION "guard_issuance_session"();

-- The audit trail takes rows, gives each its place in the chain once, and nothing else (security D9).
CREATE FUNCTION "guard_audit_event"() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."sequence" IS NULL AND NEW."sequence" IS NOT NULL
     AND (NEW."tenant_id", NEW."id", NEW."occurred_at", NEW."actor_type", NEW."actor_id", NEW."action", NEW."details", NEW."request_id", NEW."mac")
       = (OLD."tenant_id", OLD."id", OLD."occurred_at", OLD."actor_type", OLD."actor_id", OLD."action", OLD."details", OLD."request_id", OLD."mac")
     AND NEW."target_type" IS NOT DISTINCT FROM OLD."target_type" AND NEW."target_id" IS NOT DISTINCT FROM OLD."target_id" THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit events are never changed or deleted' USING ERRCODE = 'check_violation';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER "audit_event_guard" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "guard_audit_event"();
