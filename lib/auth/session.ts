import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import type { Ctx } from "@/lib/context";
import { findSession, type PortalSession } from "@/lib/member/portal-session";
import { memberCtx } from "@/lib/member/store";
import { platform } from "@/lib/platform";

/** The session of this request, asked of the store once for each request; null for visitors. */
export const currentSession = cache(async (): Promise<PortalSession | null> => {
  const token = (await cookies()).get(sessionCookieName(platform().publicUrl))?.value;
  return token ? findSession(platform(), token) : null;
});

/** The signed-in member's context, with the permissions of the role they have right now (security A3). */
export async function sessionCtx(): Promise<Ctx | null> {
  const session = await currentSession();
  return session && memberCtx(platform(), session.member, session.signedInAt);
}

/** For pages: visitors without a living session are shown the way in. */
export async function requireSessionCtx(): Promise<Ctx> {
  return (await sessionCtx()) ?? redirect("/signin");
}

/** For pages: who is signed in, to be shown. */
export async function requireSession(): Promise<PortalSession> {
  return (await currentSession()) ?? redirect("/signin");
}
