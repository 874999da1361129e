-- Certificates of authorities that issue mdocs: a root for each country named, and document signer certificates of the
-- keys that sign. A key keeps its certificates as long as somebody may verify by them, so none is deleted.
CREATE TABLE "certificate" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "signing_key_id" UUID NOT NULL,
    "issuer_id" UUID,
    "generation" INTEGER NOT NULL,
    "country" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "certificate_kind_check" CHECK ("kind" IN ('iaca', 'documentSigner')),
    CONSTRAINT "certificate_issuer_check" CHECK (("kind" = 'iaca') = ("issuer_id" IS NULL))
);
CREATE INDEX "certificate_tenant_id_authority_id_idx" ON "certificate"("tenant_id", "authority_id");
CREATE INDEX "certificate_tenant_id_signing_key_id_idx" ON "certificate"("tenant_id", "signing_key_id");
CREATE INDEX "certificate_authority_id_idx" ON "certificate"("authority_id");

-- Two processes that make one at the same moment: the first wins.
CREATE UNIQUE INDEX "certificate_one_root_idx" ON "certificate" ("tenant_id", "authority_id", "generation") WHERE "kind" = 'iaca';
CREATE UNIQUE INDEX "certificate_one_signer_idx" ON "certificate" ("tenant_id", "authority_id", "generation") WHERE "kind" = 'documentSigner';
