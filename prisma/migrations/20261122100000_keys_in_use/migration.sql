-- How many credentials need a key is asked whenever keys change and whenever they are looked at.
CREATE INDEX "credential_live_by_key_idx" ON "credential" ("tenant_id", "authority_id", "signing_key_id", "valid_until")
  WHERE "state" IN ('prepared', 'signed', 'issued');

-- There is one key that signs, whatever a program does.
CREATE UNIQUE INDEX "authority_key_one_current_idx" ON "authority_key" ("tenant_id", "authority_id") WHERE "role" = 'current';
