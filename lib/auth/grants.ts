import type { Permission } from "@/lib/kernel/permissions";
import { applicationPermissions, outsideRoles, type Role, rolePermissions, roles } from "@/lib/kernel/policy";

const PREFIX = "VerifiableCredential.";

/** The full name of an application permission, given with or without its common prefix; null when there is none such. */
export function applicationPermissionName(text: string): string | null {
  const name = text.startsWith(PREFIX) ? text : `${PREFIX}${text}`;
  return Object.hasOwn(applicationPermissions, name) ? name : null;
}

/** What a list of application permissions allows. Unknown names allow nothing. */
export function permissionsGranted(names: readonly string[]): Permission[] {
  const granted = names.flatMap((name) =>
    Object.hasOwn(applicationPermissions, name) ? applicationPermissions[name] : [],
  );
  return [...new Set(granted.filter((permission) => permission !== undefined))];
}

export const isRole = (text: unknown): text is Role => (roles as readonly unknown[]).includes(text);

/** The mightiest role that a list of outside names carries: our own names, Entra's, or Entra's template ids. */
export function strongestRole(names: readonly string[]): Role | undefined {
  const carried = new Set(
    names.map((name) => (isRole(name) ? name : Object.hasOwn(outsideRoles, name) && outsideRoles[name])),
  );
  return roles.find((role) => carried.has(role));
}

/** What a caller may do by a role, by application permissions, or by both. */
export function permissionsOf(role: Role | undefined, names: readonly string[]): Permission[] {
  return [...new Set([...(role ? rolePermissions[role] : []), ...permissionsGranted(names)])];
}
