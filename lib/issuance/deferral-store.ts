import * as z from "zod";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import type { ProvenHolders } from "@/lib/issuance/proof";
import type { SessionRow } from "@/lib/issuance/store";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json";
import { PublicJwk } from "@/lib/signing-key/schema";

/** How long a proven wallet may come back for its credential, in seconds. */
const DEFERRAL_LIFETIME_SECONDS = 24 * 60 * 60;

/** What was asked for and proven when the credential was put off. */
export interface Deferral {
  readonly proven: ProvenHolders;
  /** `display` entries of the request. */
  readonly display: readonly JsonObject[];
}

const Stored = z.object({
  proven: z.object({
    holders: z.array(z.object({ jwk: PublicJwk, did: z.string(), thumbprint: z.string() })).min(1),
    nonce: z.string(),
    nonceExpiresAt: z.coerce.date(),
  }),
  display: z.array(z.custom<JsonObject>((value) => isJsonObject(value as Json))),
});

/** Null when the credential was not asked for yet. */
export const deferralOf = ({ proven_holders: stored }: SessionRow): Deferral | null =>
  stored === null ? null : Stored.parse(stored);

const deferStatement = {
  name: "defer-credential",
  text: `WITH nonce AS (
      INSERT INTO nonce_use (tenant_id, nonce_hash, access_token_hash, expires_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (tenant_id, nonce_hash) DO UPDATE SET access_token_hash = nonce_use.access_token_hash
      WHERE nonce_use.access_token_hash = EXCLUDED.access_token_hash
      RETURNING nonce_hash),
    deferred AS (
      UPDATE issuance_session s SET attempt = s.attempt + 1, transaction_hash = $7, proven_holders = $8::jsonb,
        access_token_expires_at = GREATEST(s.access_token_expires_at, $9)
      FROM tenant t
      WHERE s.tenant_id = $1 AND s.id = $5 AND s.access_token_hash = $3 AND s.access_token_expires_at > $6
        AND s.deferred AND (s.state = 'redeemed' OR (s.state = 'issued' AND s.holder_thumbprints = $10::jsonb))
        AND t.id = s.tenant_id AND t.status = 'enabled' AND t.epoch = s.tenant_epoch
        AND ($22::int IS NULL OR s.attempt = $22) AND EXISTS (SELECT 1 FROM nonce)
      RETURNING s.id),
    audited AS (${auditInsert(11, "deferred")})
    SELECT (SELECT count(*) FROM nonce)::int AS nonces, (SELECT count(*) FROM deferred)::int AS sessions`,
};

interface NewTransaction extends Deferral {
  readonly sessionId: string;
  readonly accessTokenHash: string;
  readonly transactionHash: string;
  /** How often the session may have been begun before this; null for however often. */
  readonly attempt: number | null;
}

/**
 * Keeps whom the credential is for, and binds the nonce to the token. The token then lives long enough to come back
 * with, for that one purpose. Asked for again, the newest transaction counts and the former is dead.
 */
export async function deferCredential(ctx: Ctx, made: NewTransaction): Promise<"deferred" | "nonce" | "denied"> {
  const { sessionId, accessTokenHash, transactionHash, attempt, proven, display } = made;
  const values = [
    ctx.tenantId,
    ctx.masterKeys.hash("nonce", proven.nonce),
    accessTokenHash,
    proven.nonceExpiresAt,
    sessionId,
    ctx.now(),
    transactionHash,
    JSON.stringify({ proven, display }),
    new Date(ctx.now().getTime() + DEFERRAL_LIFETIME_SECONDS * 1000),
    JSON.stringify(proven.holders.map(({ thumbprint }) => thumbprint).sort()),
    ...auditValues(auditRow(ctx, { action: "issuance.deferred", targetType: "issuance", targetId: sessionId })),
    attempt,
  ];
  const [row] = await ctx.sql<{ nonces: number; sessions: number }>(deferStatement, values);
  if (!row || row.nonces === 0) return "nonce";
  return row.sessions === 1 ? "deferred" : "denied";
}
