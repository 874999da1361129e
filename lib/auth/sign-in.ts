import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { strongestRole } from "@/lib/auth/grants";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import type { Platform } from "@/lib/context";
import { readEnvironment } from "@/lib/env.mjs";
import { Problem } from "@/lib/kernel/errors";
import { logLine } from "@/lib/kernel/log-line.mjs";
import { endSession, openSession, SESSION_SECONDS } from "@/lib/member/portal-session";
import { type OidcIdentity, signInWithOidc } from "@/lib/member/sign-in-with-oidc";
import { signInWithPassword } from "@/lib/member/sign-in-with-password";
import type { Member } from "@/lib/member/store";
import { platform } from "@/lib/platform";

type Environment = ReturnType<typeof readEnvironment>;

/** What a provider hands on: who signed in by password, or what the identity provider vouched for. */
interface SignedIn {
  readonly id: string;
  readonly member?: Member;
  readonly identity?: OidcIdentity;
}

let options: NextAuthOptions | undefined;

/** The sign-in, set up from the server's environment. It asks nothing more of the operator. */
export function signInOptions(): NextAuthOptions {
  const environment = readEnvironment();
  process.env.NEXTAUTH_URL = environment.origin;
  options ??= buildSignInOptions(platform(), environment);
  return options;
}

export function buildSignInOptions(
  on: Platform,
  { origin, oidc }: Pick<Environment, "origin" | "oidc">,
): NextAuthOptions {
  const secure = origin.startsWith("https:");
  return {
    secret: on.masterKeys.key("portal-session").toString("base64url"),
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/signin", error: "/signin", signOut: "/signin" },
    providers: [passwordProvider(on), ...(oidc ? [oidcProvider(oidc)] : [])],
    cookies: {
      sessionToken: {
        name: sessionCookieName(origin),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    // The cookie is the opaque id of a session kept on our side, and nothing else (security A7).
    jwt: {
      encode: async ({ token }) => (typeof token?.session === "string" ? token.session : ""),
      decode: async ({ token }) => (token ? { session: token } : null),
    },
    callbacks: {
      // Runs before a session is made, so a refusal here leaves no trace of one.
      signIn: async ({ user }) => {
        const { identity } = user as SignedIn;
        if (!identity) return true;
        try {
          Object.assign(user, { member: await signInWithOidc(on, identity) });
          return true;
        } catch (error) {
          if (error instanceof Problem) return `/signin?error=${error.code}`;
          throw error;
        }
      },
      jwt: async ({ token, user }) => {
        const member = (user as SignedIn | undefined)?.member;
        return member ? { session: await openSession(on, member) } : token;
      },
      // Next-auth's own session answer tells nothing: pages and APIs ask the store.
      session: async ({ session }) => ({ expires: session.expires }),
      redirect: async ({ url }) => sameOrigin(url, origin),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.session === "string") await endSession(on, token.session);
      },
    },
    logger: { error: (code) => logSignInFailure(code), warn: () => undefined, debug: () => undefined },
  };
}

/** Where a path leads when it stays on this origin; the overview otherwise. */
function sameOrigin(url: string, origin: string): string {
  const target = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
  return target?.origin === origin ? target.href : `${origin}/`;
}

const passwordProvider = (on: Platform) =>
  CredentialsProvider({
    id: "password",
    name: "Password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (credentials, request) => {
      const address = String(request.headers?.["x-client-address"] ?? "unknown");
      const email = String(credentials?.email ?? "");
      try {
        const member = await signInWithPassword(on, { email, password: String(credentials?.password ?? ""), address });
        return { id: member.id, member };
      } catch (error) {
        if (!(error instanceof Problem)) throw new Error("internal");
        const wait = error.details.retryAfterSeconds;
        throw new Error(wait === undefined ? error.code : `${error.code}:${wait}`);
      }
    },
  });

interface IdTokenProfile {
  sub: string;
  email?: string;
  preferred_username?: string;
  name?: string;
  roles?: unknown;
  wids?: unknown;
}

/**
 * Any OpenID Connect provider, by code with PKCE, state and nonce. Its address is the operator's word, never a
 * request's, so the library may ask it without our egress guard (security I11).
 */
const oidcProvider = ({
  issuer,
  clientId,
  clientSecret,
}: NonNullable<Environment["oidc"]>): OAuthConfig<IdTokenProfile> => ({
  id: "oidc",
  name: "Single sign-on",
  type: "oauth",
  wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  issuer,
  clientId,
  clientSecret,
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  authorization: { params: { scope: "openid profile email" } },
  profile: (claims) => {
    const names = [claims.roles, claims.wids].flat().filter((name): name is string => typeof name === "string");
    const { sub: subject, name, email = claims.preferred_username } = claims;
    const identity: OidcIdentity = { issuer, subject, email, name, role: strongestRole(names) };
    return { id: subject, identity };
  },
});

/**
 * The failure's code alone: what comes with it may quote tokens (security S4). Browsers may tell of failures too, in
 * whatever words they like.
 */
function logSignInFailure(told: string): void {
  const code = /^[A-Z0-9_]{1,60}$/.test(told) ? told : "OTHER";
  logLine({ level: "error", at: new Date().toISOString(), event: "sign_in", code });
}

/** True when the operator configured a provider for single sign-on. */
export const hasSingleSignOn = (): boolean => readEnvironment().oidc !== undefined;
