-- Who linked a domain first speaks for it: an authority's age says nothing about that once its domain has changed.
ALTER TABLE "authority" ADD COLUMN "domain_linked_at" TIMESTAMPTZ(3);
UPDATE "authority" SET "domain_linked_at" = "created_at";
ALTER TABLE "authority" ALTER COLUMN "domain_linked_at" SET NOT NULL;
DROP INDEX "authority_domain_host_created_at_idx";
CREATE INDEX "authority_domain_host_domain_linked_at_idx" ON "authority"("domain_host", "domain_linked_at");
