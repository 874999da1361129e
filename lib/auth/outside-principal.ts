import { permissionsGranted, permissionsOf, strongestRole } from "@/lib/auth/grants";
import type { OutsideClaims } from "@/lib/auth/outside-tokens";
import type { Actor, Platform } from "@/lib/context";
import { isUuid } from "@/lib/kernel/ids";
import { ensureTenant, ensureTenantOfId } from "@/lib/tenant/ensure-tenant";
import { DEFAULT_TENANT, findTenantByName } from "@/lib/tenant/find-tenant-by-name";
import { findTenant, type TenantState } from "@/lib/tenant/store";

/** Where issuers put roles when the operator does not say otherwise. */
const DEFAULT_ROLE_CLAIM = "roles";

/** The delegated permission of Entra's Admin API: the caller acts as the person they signed in. */
const FULL_ACCESS = "full_access";

const texts = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((one): one is string => typeof one === "string") : [];

/** One role per entry: the names of Entra's roles have blanks in them. */
const listed = (claim: unknown): string[] => (typeof claim === "string" ? [claim] : texts(claim));

/** A list in one string, as `scp` and `scope` are. */
const spaced = (claim: unknown): string[] => (typeof claim === "string" ? claim.split(" ") : texts(claim));

/** A claim by its name, or by the names that lead to it, with dots between: `realm_access.roles`. */
function claimAt(claims: object, name: string): unknown {
  const member = (holder: unknown, key: string): unknown =>
    typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
      ? (holder as Record<string, unknown>)[key]
      : undefined;
  return member(claims, name) ?? name.split(".").reduce(member, claims);
}

/** Tokens that applications got for themselves: those of Entra carry directory roles too, which are no person's. */
const isApplications = ({ idtyp, oid, sub, scp }: OutsideClaims, named: readonly string[]): boolean =>
  idtyp === "app" || (scp === undefined && (oid === sub || permissionsGranted(named).length > 0));

/**
 * Who an outside token speaks for: a role makes a person of them, application permissions alone an application. As Entra
 * has it, a delegated token (`scp`) acts with the person's roles only where it was given `full_access`.
 */
export function outsideActor(claims: OutsideClaims, roleClaim: string = DEFAULT_ROLE_CLAIM): Actor {
  const scopes = spaced(claims.scp);
  const named = listed(claimAt(claims, roleClaim));
  const mayAct = claims.scp === undefined || scopes.includes(FULL_ACCESS);
  const role = mayAct && !isApplications(claims, named) ? strongestRole([...named, ...texts(claims.wids)]) : undefined;
  return {
    type: role || claims.scp !== undefined ? "user" : "app",
    id: `${claims.iss}#${claims.sub}`,
    permissions: permissionsOf(role, [...named, ...scopes]),
    ...(role && { role, signedInAt: signedInAt(claims) }),
  };
}

/** By `auth_time` alone: a token is made anew, with a new `iat`, without anybody signing in. */
const signedInAt = ({ auth_time: at }: OutsideClaims): Date | null =>
  typeof at === "number" && Number.isFinite(at) ? new Date(at * 1000) : null;

/**
 * The tenant an outside token is for: the one its `tid` names by id or name, without `tid` the default one. Null when
 * the token names a tenant that is not here yet: no other may be opened to it (security I10).
 */
export async function outsideTenant(platform: Platform, claims: OutsideClaims): Promise<TenantState | null> {
  const { tid } = claims;
  if (tid === undefined) return ensureTenant(platform, DEFAULT_TENANT);
  const named = isUuid(tid) ? await findTenant(platform, tid.toLowerCase()) : null;
  return named ?? findTenantByName(platform, tid);
}

/** Makes the tenant that a token names and that is not here yet: its id is the token's `tid` where that is one. */
export async function foundOutsideTenant(platform: Platform, claims: OutsideClaims): Promise<TenantState | null> {
  const { tid } = claims;
  if (tid === undefined) return null;
  return isUuid(tid) ? ensureTenantOfId(platform, tid.toLowerCase()) : ensureTenant(platform, tid);
}
