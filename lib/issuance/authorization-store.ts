import * as z from "zod";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Issuer } from "@/lib/authority/signer";
import type { Ctx, Platform } from "@/lib/context";
import { findSessions, type SessionRow, sessionsWhere, type WalletPlace } from "@/lib/issuance/store";

/** What an authorization request asked for; the token request must agree with it. */
export const Authorization = z.object({
  redirectUri: z.string(),
  clientId: z.string().nullable(),
  /** SHA-256 of the code verifier in base64url (RFC 7636). */
  codeChallenge: z.string().nullable(),
  state: z.string().nullable(),
  /** While it waits under a request_uri (RFC 9126): the hash of that, and when it runs out. */
  pushed: z.object({ hash: z.string(), expiresAt: z.coerce.date() }).nullable(),
});
export type Authorization = z.infer<typeof Authorization>;

const open = `s.tenant_id = $1 AND s.authority_id = $2 AND s.protocol = $3 AND s."grant" = 'authorizationCode'
  AND s.state IN ('offered', 'opened') AND s.expires_at > $4`;

const findByStateStatement = {
  name: "find-session-by-issuer-state",
  text: sessionsWhere(`${open} AND s.offer_hash = $5 AND (s.state = 'opened' OR s.sealed_callback IS NULL)`),
};

/** The open session whose offer carried this `issuer_state`. */
export async function findByIssuerState(
  ctx: Ctx,
  { tenantId, authorityId, protocol }: WalletPlace,
  stateHash: string,
): Promise<SessionRow | null> {
  const values = [tenantId, authorityId, protocol, ctx.now(), stateHash];
  const [session] = await findSessions(ctx, findByStateStatement, values);
  return session ?? null;
}

const findByRequestStatement = {
  name: "find-session-by-request-uri",
  text: sessionsWhere(`${open} AND s.id = $5 AND s."authorization" -> 'pushed' ->> 'hash' = $6`),
};

/** The open session for which this request was pushed. */
export async function findByPushedRequest(
  ctx: Ctx,
  { tenantId, authorityId, protocol }: WalletPlace,
  sessionId: string,
  requestHash: string,
): Promise<SessionRow | null> {
  const values = [tenantId, authorityId, protocol, ctx.now(), sessionId, requestHash];
  const [session] = await findSessions(ctx, findByRequestStatement, values);
  return session ?? null;
}

const authorizeStatement = {
  name: "authorize-session",
  text: `WITH authorized AS (
      UPDATE issuance_session SET "authorization" = $4::jsonb, code_hash = $5, code_expires_at = $6
      WHERE tenant_id = $1 AND id = $2 AND "grant" = 'authorizationCode' AND state IN ('offered', 'opened')
        AND expires_at > $3 AND ($7::text IS NULL OR "authorization" -> 'pushed' ->> 'hash' = $7)
      RETURNING id),
    audited AS (${auditInsert(8, "authorized")})
    SELECT id FROM authorized`,
};

interface Change {
  readonly sessionId: string;
  readonly authorization: Authorization;
  /** Null while the request only waits. */
  readonly codeHash: string | null;
  readonly codeExpiresAt: Date | null;
  /** The pushed request that this uses up: of two at once one wins. */
  readonly usesRequest: string | null;
}

/** Keeps what was asked for, with its code; whatever was asked for before is dead. False when the offer has ended meanwhile. */
export async function authorizeSession(ctx: Ctx, change: Change): Promise<boolean> {
  const action = change.codeHash === null ? "issuance.authorization_pushed" : "issuance.authorized";
  const values = [
    ctx.tenantId,
    change.sessionId,
    ctx.now(),
    JSON.stringify(change.authorization),
    change.codeHash,
    change.codeExpiresAt,
    change.usesRequest,
    ...auditValues(auditRow(ctx, { action, targetType: "issuance", targetId: change.sessionId })),
  ];
  return (await ctx.sql(authorizeStatement, values)).length === 1;
}

const hasOpenStatement = {
  name: "has-open-authorization",
  text: `SELECT 1 FROM issuance_session
    WHERE tenant_id = $1 AND authority_id = $2 AND created_at > $3::timestamptz - interval '1 day'
      AND "grant" = 'authorizationCode' AND expires_at > $3 AND state IN ('offered', 'opened')
    LIMIT 1`,
};

/** True while an offer of this issuer can be taken up at its authorization endpoint. */
export async function hasOpenAuthorization(platform: Platform, { tenantId, authorityId }: Issuer): Promise<boolean> {
  const rows = await platform.sql(hasOpenStatement, [tenantId, authorityId, platform.now()]);
  return rows.length === 1;
}
