import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSignInOptions } from "@/lib/auth/sign-in";
import { hashPassword } from "@/lib/member/password";
import { findSession } from "@/lib/member/portal-session";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { type IdentityProvider, startIdentityProvider } from "@/lib/testing/identity-provider";

const password = "correct horse battery";
let platform: TestPlatform;
let portal: Server;
let origin: string;
let idp: IdentityProvider;
let options: NextAuthOptions;

/** Next's own part around the sign-in handler: query, cookies, body and the answer's helpers. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "", origin);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
  const nextauth = url.pathname.replace("/api/auth/", "").split("/");
  const pairs = (request.headers.cookie ?? "")
    .split("; ")
    .filter(Boolean)
    .map((pair) => pair.split(/=(.*)/s));
  const cookies = Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, decodeURIComponent(value)]));
  Object.assign(request, { query: { nextauth, ...Object.fromEntries(url.searchParams) }, cookies, body });
  const send = (text: unknown) => response.end(typeof text === "string" ? text : JSON.stringify(text));
  Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json: send,
    send,
  });
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
}

beforeAll(async () => {
  platform = await testPlatform({ now: () => new Date() });
  portal = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  process.env.NEXTAUTH_URL = origin;
  idp = await startIdentityProvider(`${origin}/api/auth/callback/oidc`, {
    vera: { name: "Vera", email: "vera@example.org", roles: ["Global Reader"] },
    walt: { name: "Walt", email: "walt@example.org", roles: ["Gardener"] },
  });
  const oidc = { issuer: idp.issuer, clientId: "portal", clientSecret: "portal-secret" };
  options = buildSignInOptions(platform, { origin, oidc });
  const { id: tenantId } = await ensureTenant(platform, "default");
  const member = { tenantId, id: platform.random.uuid(), email: "ada@example.org", emailKey: "ada@example.org" };
  await platform.prisma.user.create({
    data: { ...member, role: "admin", passwordHash: await hashPassword(platform, password), createdAt: new Date() },
  });
});

afterAll(() => {
  portal.close();
  idp.server.close();
});

/** A browser as far as signing in needs one: cookies by host and path, redirects by hand. */
class Browser {
  readonly cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url);
    const own = [...this.cookies].filter(([key]) => key.startsWith(`${host} `));
    const cookie = own.map(([key, value]) => `${key.slice(host.length + 1)}=${value}`).join("; ");
    const body = form && new URLSearchParams(form);
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(body && { method: "POST", body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(`${host} ${name}`, value);
      else this.cookies.delete(`${host} ${name}`);
    }
    return response;
  }

  get session(): string | undefined {
    return this.cookies.get(`${new URL(origin).host} portal-session`);
  }

  async post(path: string, form: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await this.go(`${origin}/api/auth/csrf`)).json()) as { csrfToken: string };
    return this.go(`${origin}/api/auth/${path}`, { csrfToken, json: "true", ...form });
  }

  /** Where redirects within the sign-in's own paths end. */
  async follow(url: string): Promise<string> {
    let at = url;
    for (let steps = 0; steps < 5 && at.includes("/api/auth/"); steps++) {
      at = new URL((await this.go(at)).headers.get("location") ?? "", at).href;
    }
    return at;
  }

  /** Signs in at the provider as this person; hands back where the portal then leads. */
  async signInAs(person: string): Promise<string> {
    const { url } = (await (await this.post("signin/oidc", { callbackUrl: "/activity" })).json()) as { url: string };
    let at = url;
    for (let steps = 0; steps < 12; steps++) {
      const response = await this.go(at);
      const next = response.headers.get("location");
      if (next && at.startsWith(`${origin}/api/auth/callback`)) return next;
      if (next) {
        at = new URL(next, at).href;
        continue;
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1] ?? "login";
      const answer = await this.go(at, { prompt, login: person, password: "anything" });
      at = new URL(answer.headers.get("location") ?? "", at).href;
    }
    throw new Error(`Single sign-on went in circles at ${at}`);
  }
}

describe("signing in by password", () => {
  test("gives a cookie that is the opaque id of a session of ours, new each time, and ends it at sign-out (A7)", async () => {
    const browser = new Browser();
    const answer = await browser.post("callback/password", { email: "ada@example.org", password, callbackUrl: "/" });
    const first = browser.session ?? "";

    expect(answer.status).toBe(200);
    expect(first).toMatch(/^[\w-]{43}$/);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("portal-session="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await findSession(platform, first)).toMatchObject({ member: { email: "ada@example.org" } });

    await browser.post("callback/password", { email: "ada@example.org", password, callbackUrl: "/" });
    expect(browser.session).not.toBe(first);
    const second = browser.session ?? "";
    await browser.post("signout", { callbackUrl: "/signin" });
    expect(browser.session).toBeUndefined();
    expect(await findSession(platform, second)).toBeNull();
  });

  test("keeps to this origin afterwards, and needs the form's own token", async () => {
    const browser = new Browser();
    const form = { email: "ada@example.org", password, callbackUrl: "https://evil.example.org/" };
    expect(await (await browser.post("callback/password", form)).json()).toEqual({ url: `${origin}/` });

    const forger = new Browser();
    await forger.go(`${origin}/api/auth/callback/password`, { ...form, csrfToken: "guess", json: "true" });
    expect(forger.session).toBeUndefined();
  });

  test("with a wrong password gives no cookie", async () => {
    const browser = new Browser();
    const answer = await browser.post("callback/password", { email: "ada@example.org", password: "wrong password" });

    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ url: `${origin}/api/auth/error?error=unauthorized` });
    expect(await browser.follow(`${origin}/api/auth/error?error=unauthorized`)).toMatch(
      /\/signin\?error=unauthorized$/,
    );
    expect(browser.session).toBeUndefined();
  });
});

describe("single sign-on at a real provider", () => {
  test("sends code with PKCE, state and nonce, and lets in whoever carries a known role", async () => {
    const browser = new Browser();
    const { url } = (await (await browser.post("signin/oidc", {})).json()) as { url: string };
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({ response_type: "code", code_challenge_method: "S256" });
    for (const name of ["code_challenge", "state", "nonce"]) expect(asked[name]).toMatch(/^[\w-]{20,}$/);

    expect(await browser.signInAs("vera")).toBe(`${origin}/activity`);
    expect(await findSession(platform, browser.session ?? "")).toMatchObject({
      member: { email: "vera@example.org", name: "Vera", role: "reader" },
    });
  });

  test("leaves out whoever carries no role known here", async () => {
    const browser = new Browser();

    expect(await browser.signInAs("walt")).toMatch(/\/signin\?error=forbidden$/);
    expect(browser.session).toBeUndefined();
    expect(await platform.prisma.user.count({ where: { email: "walt@example.org" } })).toBe(0);
  });

  test("does not take a callback that this browser did not ask for", async () => {
    const victim = new Browser();
    const end = await victim.follow(`${origin}/api/auth/callback/oidc?code=stolen&state=guess`);

    expect(end).toMatch(/\/signin\?.*error=OAuthCallback/);
    expect(victim.session).toBeUndefined();
  });
});

test("over https the session cookie is bound to the host (A7)", () => {
  const { cookies } = buildSignInOptions(platform, { origin: "https://portal.example.org", oidc: undefined });

  expect(cookies?.sessionToken).toEqual({
    name: "__Host-portal-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
  });
});
