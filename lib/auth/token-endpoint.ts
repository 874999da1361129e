import { JsonAnswer } from "@/lib/http/json-answer";
import "server-only";
import { matchesClientSecret } from "@/lib/api-client/client-secret";
import { type ActiveClient, findActiveClientById, noteApiClientUse } from "@/lib/api-client/store";
import { record } from "@/lib/audit/record";
import { mintApiToken } from "@/lib/auth/api-token";
import { clientCredentialsOf } from "@/lib/auth/client-credentials";
import type { Platform } from "@/lib/context";
import { readForm } from "@/lib/http/body";
import { logFailure } from "@/lib/http/log";
import { toProblem } from "@/lib/http/problem";
import { apiHeaders } from "@/lib/http/security-headers";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { findTenantByName } from "@/lib/tenant/find-tenant-by-name";
import { findTenant } from "@/lib/tenant/store";

const LIFETIME_SECONDS = 3600;

/** The two APIs that clients of Entra ask tokens for, by their application ids; ours go by the portal's address too. */
const RESOURCES = ["6a8b4b39-c021-437c-b060-5a14a3fd65f3", "3db474b9-6a0c-4840-96ac-1fceb342124f"];

/** What clients of Entra put into the path instead of a tenant: here the client's own is meant. */
const ANY_TENANT = new Set(["common", "organizations"]);

/** Answers a client-credentials request (RFC 6749, section 4.4). `tenant` is the one in the path, by name or id. */
export async function answerTokenRequest(on: Platform, request: Request, tenant?: string): Promise<Response> {
  try {
    const { token, expiresIn } = await grant(on, request, tenant);
    const body = { token_type: "Bearer", expires_in: expiresIn, access_token: token };
    return new JsonAnswer(body, { headers: { ...apiHeaders, pragma: "no-cache" } });
  } catch (error) {
    return refuse(toProblem(error), error, request);
  }
}

async function grant(on: Platform, request: Request, tenant: string | undefined) {
  const form = await readForm(request);
  const { id, secret } = clientCredentialsOf(request.headers.get("authorization"), form);
  if (form.get("grant_type") !== "client_credentials") {
    throw new Problem("unsupported_grant_type", "Only grant_type=client_credentials is offered here.");
  }
  requireScope(form.get("scope"), on.publicUrl);
  const client = isUuid(id) ? await findActiveClientById(on, id) : null;
  if (!client || !(await isIn(on, client, tenant))) throw badClient();
  if (!(await matchesClientSecret(on, client.secretHash, secret))) {
    await tell(on, client, "api_client.refused");
    throw badClient();
  }
  const state = await findTenant(on, client.tenantId);
  if (!state) throw badClient();
  const claims = { sub: client.id, tid: client.tenantId, epoch: state.epoch, client_id: client.id };
  const token = await mintApiToken(on, claims, LIFETIME_SECONDS);
  await tell(on, client, "api_client.token_issued");
  await noteApiClientUse(on, client.tenantId, client.id);
  return { token, expiresIn: LIFETIME_SECONDS };
}

function requireScope(scope: string | undefined, publicUrl: string): void {
  if (scope === undefined)
    throw new Problem("invalid_request", "scope is missing: send that of the API, ending in /.default.");
  const resource = scope.endsWith("/.default") ? scope.slice(0, -"/.default".length).replace(/^api:\/\//, "") : "";
  if (RESOURCES.includes(resource) || resource === publicUrl) return;
  throw new Problem("invalid_scope", `Send scope=${RESOURCES[0]}/.default: permissions are those of the client.`);
}

async function isIn(on: Platform, client: ActiveClient, tenant: string | undefined): Promise<boolean> {
  if (tenant === undefined || ANY_TENANT.has(tenant.toLowerCase())) return true;
  if (tenant.toLowerCase() === client.tenantId) return true;
  return (await findTenantByName(on, tenant))?.id === client.tenantId;
}

const badClient = (): Problem =>
  new Problem("invalid_client", "The client id or its secret is not right, or no longer so.");

async function tell(on: Platform, client: ActiveClient, action: string): Promise<void> {
  const actor = { type: "app", id: client.id, permissions: [] } as const;
  const ctx = { ...on, tenantId: client.tenantId, actor, requestId: crypto.randomUUID(), db: on.prisma };
  await record(ctx, { action, targetType: "api_client", targetId: client.id });
}

/** RFC 6749, section 5.2. */
function refuse(problem: Problem, error: unknown, request: Request): Response {
  logFailure(crypto.randomUUID(), "/oauth2/v2.0/token", problem, error);
  const oauth = new Set(["invalid_client", "unsupported_grant_type", "invalid_scope"]);
  const code = oauth.has(problem.code) ? problem.code : problem.status >= 500 ? "server_error" : "invalid_request";
  // A client that used the header is told how to authenticate; the others get a plain 401.
  const challenge = problem.code === "invalid_client" && request.headers.has("authorization");
  const headers = {
    ...apiHeaders,
    ...(challenge && { "www-authenticate": 'Basic realm="token", charset="UTF-8"' }),
    ...(problem.status === 503 && { "retry-after": String(problem.details.retryAfterSeconds ?? 30) }),
  };
  return new JsonAnswer({ error: code, error_description: problem.message }, { status: problem.status, headers });
}
