import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { isPublicPage } from "@/lib/http/page-access";
import { config, proxy } from "@/proxy";

const matcher = new RegExp(`^${config.matcher[0]}$`);

/** The addresses of every file of that name under app/, with a sample in place of each parameter. */
const addresses = (file: "page.tsx" | "route.ts"): string[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(`/${file}`) || path === file)
    .map((path) => path.split("/").slice(0, -1))
    .map((parts) => parts.filter((part) => !/^\(.*\)$/.test(part)).map((part) => part.replace(/^\[.*\]$/, "sample")))
    .map((parts) => `/${parts.join("/")}`);

test("every page gets its headers from the proxy (L6)", () => {
  const pages = ["/", "/signin", "/no-such-page", ...addresses("page.tsx")];
  expect(pages.filter((page) => !matcher.test(page))).toEqual([]);
});

test("no API, wallet, public document or file pays for the proxy, nor can it send one to sign-in", () => {
  const extra = ["/livez", "/.well-known/did.json", "/v1.0/verifiableCredentials/authorities", "/_next/static/a.js"];
  const files = readdirSync("public").map((name) => `/${name}`);
  expect([...addresses("route.ts"), ...files, ...extra].filter((path) => matcher.test(path))).toEqual([]);
});

const visit = (path: string, init?: { method?: string; headers?: Record<string, string> }) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, init));

test("a visitor without a session is shown the way in, and comes back to where they wanted to go", () => {
  const answer = visit("/contracts?filter=staff");
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("http://localhost:3000/signin?next=%2Fcontracts%3Ffilter%3Dstaff");
  expect(visit("/").headers.get("location")).toBe("http://localhost:3000/signin");
});

test("the way in, the setup page and the demo wallet are open to everybody", () => {
  for (const path of ["/signin", "/setup", "/wallet", "/wallet/cards/1"]) {
    expect(visit(path).headers.get("location")).toBeNull();
  }
  expect(isPublicPage("/walletful")).toBe(false);
});

test("a posted action is never redirected: the action itself says no (A2)", () => {
  expect(visit("/contracts", { method: "POST" }).headers.get("location")).toBeNull();
});

test("the cookie's presence is all the proxy looks at, under the name it has over http or https (A2, A7)", () => {
  const location = (cookie: string) => visit("/", { headers: { cookie } }).headers.get("location");
  expect(location("portal-session=worthless")).toBeNull();
  vi.stubEnv("PUBLIC_URL", "https://portal.example.org");
  expect(location("__Host-portal-session=worthless")).toBeNull();
  expect(location("portal-session=worthless")).toContain("/signin");
  vi.unstubAllEnvs();
});

test("a policy or nonce that a visitor brings along is replaced (L6)", () => {
  const brought = { "content-security-policy": "script-src 'nonce-evil'", "x-nonce": "evil" };
  const answer = visit("/signin", { headers: brought });
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(answer.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
  expect(policy).not.toContain("evil");
  expect(answer.headers.get("x-middleware-request-x-nonce")).toBe(/'nonce-([^']+)'/.exec(policy)?.[1]);
});

test("no two answers share a nonce (L6)", () => {
  const policies = new Set([1, 2, 3].map(() => visit("/signin").headers.get("content-security-policy")));
  expect(policies.size).toBe(3);
});
