-- Of a list by a key that signs no long messages only the first entries are given, so that it can be signed whatever
-- becomes of them.
ALTER TABLE "status_list" ADD COLUMN "capacity" INTEGER NOT NULL DEFAULT 131072;
ALTER TABLE "status_list" ADD CONSTRAINT "status_list_capacity_check" CHECK ("capacity" BETWEEN 1 AND "size");

-- Those that were made before take no more.
UPDATE "status_list" l SET "state" = 'closed'
FROM "authority_key" k JOIN "signing_key" s ON s."tenant_id" = k."tenant_id" AND s."id" = k."signing_key_id"
WHERE l."state" = 'open' AND k."tenant_id" = l."tenant_id" AND k."authority_id" = l."authority_id"
  AND k."role" = 'current' AND s."backend" = 'aws' AND s."key_type" = 'Ed25519';
