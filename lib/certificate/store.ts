import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";

/** A certificate that we made for an authority. */
export interface StoredCertificate {
  readonly id: string;
  readonly kind: "iaca" | "documentSigner";
  readonly signingKeyId: string;
  /** The root that signed it; null for a root. */
  readonly issuerId: string | null;
  readonly generation: number;
  readonly country: string;
  readonly pem: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

interface CertificateRow {
  id: string;
  kind: "iaca" | "documentSigner";
  signing_key_id: string;
  issuer_id: string | null;
  generation: number;
  country: string;
  pem: string;
  not_before: Date;
  not_after: Date;
}

const columns = "id, kind, signing_key_id, issuer_id, generation, country, pem, not_before, not_after";

const findOfAuthority = {
  name: "find-certificates-of-authority",
  text: `SELECT ${columns} FROM certificate WHERE tenant_id = $1 AND authority_id = $2 ORDER BY generation DESC`,
};

/** All certificates of an authority, the newest of each kind first. */
export async function certificatesOf(
  platform: Platform,
  tenantId: string,
  authorityId: string,
): Promise<StoredCertificate[]> {
  return (await platform.sql<CertificateRow>(findOfAuthority, [tenantId, authorityId])).map(certificateOf);
}

const certificateOf = (row: CertificateRow): StoredCertificate => ({
  id: row.id,
  kind: row.kind,
  signingKeyId: row.signing_key_id,
  issuerId: row.issuer_id,
  generation: row.generation,
  country: row.country,
  pem: row.pem,
  notBefore: row.not_before,
  notAfter: row.not_after,
});

const findWithdrawn = {
  name: "find-withdrawn-certificates",
  text: `SELECT c.pem, s.updated_at AS since FROM certificate c
    JOIN authority_key k ON k.tenant_id = c.tenant_id AND k.authority_id = c.authority_id
      AND k.signing_key_id = c.signing_key_id AND k.role = 'removed'
    JOIN signing_key s ON s.tenant_id = c.tenant_id AND s.id = c.signing_key_id
    WHERE c.tenant_id = $1 AND c.authority_id = $2 AND c.issuer_id = $3 AND c.kind = 'documentSigner' AND c.not_after > $4
    ORDER BY c.generation`,
};

export interface WithdrawnCertificate {
  readonly pem: string;
  readonly since: Date;
}

/** What a root signed for keys that were taken from their authority since, until it would have run out anyway. */
export const withdrawnUnder = (
  platform: Platform,
  { tenantId, authorityId }: { tenantId: string; authorityId: string },
  rootId: string,
): Promise<WithdrawnCertificate[]> =>
  platform.sql<WithdrawnCertificate>(findWithdrawn, [tenantId, authorityId, rootId, platform.now()]);

const insertStatement = {
  name: "insert-certificate",
  text: `WITH made AS (
      INSERT INTO certificate (tenant_id, id, authority_id, kind, signing_key_id, issuer_id, generation, country, pem,
        not_before, not_after, created_at)
      SELECT a.tenant_id, $3, a.id, $4, s.id, $6, $7, $8, $9, $10, $11, $12
      FROM authority a JOIN signing_key s ON s.tenant_id = a.tenant_id AND s.id = $5 AND s.state = 'enabled'
      WHERE a.tenant_id = $1 AND a.id = $2
      ON CONFLICT DO NOTHING RETURNING id),
    audited AS (${auditInsert(13, "made")})
    SELECT id FROM made`,
};

/** Keeps a certificate. False when another process was first with this generation, or its key is no more. */
export async function insertCertificate(ctx: Ctx, authorityId: string, made: StoredCertificate): Promise<boolean> {
  const fact = {
    action: "certificate.made",
    targetType: "authority",
    targetId: authorityId,
    details: { kind: made.kind, signingKeyId: made.signingKeyId, notAfter: made.notAfter.toISOString() },
  };
  const values = [
    ctx.tenantId,
    authorityId,
    made.id,
    made.kind,
    made.signingKeyId,
    made.issuerId,
    made.generation,
    made.country,
    made.pem,
    made.notBefore,
    made.notAfter,
    ctx.now(),
    ...auditValues(auditRow(ctx, fact)),
  ];
  return (await ctx.sql(insertStatement, values)).length === 1;
}
