-- A chore comes back to a row later each time it fails, so that one dead key store does not take every turn.
ALTER TABLE "signing_key" ADD COLUMN "recovery_tries" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "recover_after" TIMESTAMPTZ(3);
ALTER TABLE "authority" ADD COLUMN "closing_tries" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "close_after" TIMESTAMPTZ(3),
  -- Until when somebody may still verify what a deleted authority signed: so long its keys stay in the DID document.
  ADD COLUMN "verifiable_until" TIMESTAMPTZ(3);

UPDATE "authority" a SET "verifiable_until" = GREATEST(a."deleted_at" + interval '2 days', (
    SELECT max(c."valid_until") FROM "credential" c WHERE c."tenant_id" = a."tenant_id" AND c."authority_id" = a."id"))
  WHERE a."deleted_at" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "status_list" l WHERE l."tenant_id" = a."tenant_id" AND l."authority_id" = a."id" AND l."state" <> 'final');

-- Pages of a search, the newest first.
DROP INDEX "credential_tenant_id_contract_id_index_hash_idx";
CREATE INDEX "credential_search_idx" ON "credential"("tenant_id", "contract_id", "index_hash", "prepared_at" DESC, "id" DESC);
