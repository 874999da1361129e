-- The Issuer API: issuers without a linked domain, configurations, batches, other grants, deferred issuance.

-- did:jwk, did:key and the like have no domain.
ALTER TABLE "authority" ALTER COLUMN "linked_domain_url" DROP NOT NULL;
CREATE INDEX "authority_did_idx" ON "authority"("did");

ALTER TABLE "contract" ADD COLUMN "configuration_id" TEXT;
CREATE UNIQUE INDEX "contract_tenant_id_authority_id_configuration_id_key" ON "contract"("tenant_id", "authority_id", "configuration_id");

ALTER TABLE "issuance_session" ALTER COLUMN "offer_hash" DROP NOT NULL, ALTER COLUMN "code_hash" DROP NOT NULL,
  ADD COLUMN "sealed_document" TEXT,
  ADD COLUMN "batch_of" UUID, ADD COLUMN "batch_position" SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN "grant" TEXT NOT NULL DEFAULT 'preAuthorized', ADD COLUMN "authorization" JSONB,
  ADD COLUMN "deferred" BOOLEAN NOT NULL DEFAULT FALSE, ADD COLUMN "transaction_hash" TEXT, ADD COLUMN "proven_holders" JSONB;
ALTER TABLE "issuance_session" ADD CONSTRAINT "issuance_session_grant_check" CHECK ("grant" IN ('preAuthorized', 'authorizationCode'));
-- The sessions of a batch share their offer's access token.
DROP INDEX "issuance_session_tenant_id_access_token_hash_key";
CREATE INDEX "issuance_session_tenant_id_access_token_hash_idx" ON "issuance_session"("tenant_id", "access_token_hash");
CREATE INDEX "issuance_session_tenant_id_batch_of_idx" ON "issuance_session"("tenant_id", "batch_of");
CREATE UNIQUE INDEX "issuance_session_tenant_id_transaction_hash_key" ON "issuance_session"("tenant_id", "transaction_hash");
-- Codes and tokens name their session, whichever authority it is of: paths without an authority find it so.
CREATE INDEX "issuance_session_id_idx" ON "issuance_session"("id");

-- The credential carries no entry of our lists: its issuer brought one, or wanted none.
ALTER TABLE "credential" ADD COLUMN "foreign_status" BOOLEAN NOT NULL DEFAULT FALSE;
