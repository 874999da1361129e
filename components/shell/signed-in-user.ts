"use client";

import { createContext, useContext } from "react";
import type { Permission } from "@/lib/kernel/permissions";
import { type Role, rolePermissions, roles } from "@/lib/kernel/policy";

/** Who is at the screen, as far as the screen needs to know. */
export interface SignedInUser {
  name: string;
  email: string;
  role: Role;
  tenantName: string;
}

const UserContext = createContext<SignedInUser | null>(null);

export const UserProvider = UserContext.Provider;

export function useSignedInUser(): SignedInUser {
  const user = useContext(UserContext);
  if (!user) throw new Error("This part belongs inside the portal's shell.");
  return user;
}

/**
 * Why the reader's role cannot do this, or undefined when it can. Hand it to a Button's `unavailable`. It only
 * explains: the use case decides.
 */
export function useUnavailable(permission: Permission): string | undefined {
  const { role } = useSignedInUser();
  if (rolePermissions[role].includes(permission)) return undefined;
  const able = roles.filter((each) => rolePermissions[each].includes(permission));
  return `Your role, ${role}, does not include this. Ask an ${able.join(" or ")}.`;
}
