import type { JWTPayload } from "jose";
import { permissionsOf, strongestRole } from "@/lib/auth/grants";
import type { Actor, Platform } from "@/lib/context";
import { isUuid } from "@/lib/kernel/ids";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { DEFAULT_TENANT, findTenantByName } from "@/lib/tenant/find-tenant-by-name";
import { findTenant, type TenantState } from "@/lib/tenant/store";

type Claims = JWTPayload & { iss: string; sub: string };

const texts = (claim: unknown): string[] =>
  typeof claim === "string"
    ? claim.split(" ")
    : Array.isArray(claim)
      ? claim.filter((one): one is string => typeof one === "string")
      : [];

/** Who an outside token speaks for: a role makes a person of them, application permissions alone an application. */
export function outsideActor(claims: Claims): Actor {
  // One role per entry, since the names of Entra's roles have blanks in them; only `scp` is a list in one string.
  const named = Array.isArray(claims.roles)
    ? texts(claims.roles)
    : typeof claims.roles === "string"
      ? [claims.roles]
      : [];
  const names = [...named, ...texts(claims.scp), ...texts(claims.wids)];
  const role = strongestRole(names);
  const authenticatedAt = typeof claims.auth_time === "number" ? claims.auth_time : (claims.iat ?? 0);
  return {
    type: role ? "user" : "app",
    id: `${claims.iss}#${claims.sub}`,
    permissions: permissionsOf(role, names),
    ...(role && { role, signedInAt: new Date(authenticatedAt * 1000) }),
  };
}

/**
 * The tenant an outside token is for: the one its `tid` names by name or id, else the default one. A `tid` that is part
 * of the issuer's own URL, as Entra's, tells nothing new. Any other unknown `tid` is somebody else's: null (security I10).
 */
export async function outsideTenant(platform: Platform, claims: Claims): Promise<TenantState | null> {
  const tid = typeof claims.tid === "string" ? claims.tid : undefined;
  if (tid !== undefined) {
    const named = isUuid(tid) ? await findTenant(platform, tid) : null;
    const found = named ?? (await findTenantByName(platform, tid));
    if (found) return found;
    if (!new URL(claims.iss).pathname.split("/").includes(tid)) return null;
  }
  return ensureTenant(platform, DEFAULT_TENANT);
}
